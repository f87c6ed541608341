import type { Bound, CardContext } from './context.ts';
import type { JsonObject } from './expand.ts';
import { voiceOf, type Voice } from './voice.ts';

/** A button as a card plans it. `says` names its words where they are not the verb's own. */
export type Button = {
  readonly verb: string;
  readonly says?: string;
  /** The one that leads on is first; what is rarely wanted goes behind the dots. */
  readonly place?: 'first' | 'overflow';
  /** Sends what was typed into the card; everything else must work with the inputs left empty. */
  readonly sends?: 'inputs';
  readonly data?: JsonObject;
};

/** Opens a view of the case. */
export const showPanel = (panel: string, says: string, place?: Button['place']): Button => ({
  verb: 'show',
  says,
  data: { panel },
  ...(place === undefined ? {} : { place }),
});

const buttonView = (button: Button, token: string, voice: Voice): JsonObject => ({
  title: voice.plain(`card.button.${button.says ?? button.verb}`),
  verb: button.verb,
  style: button.place === 'first' ? 'positive' : 'default',
  mode: button.place === 'overflow' ? 'secondary' : 'primary',
  inputs: button.sends === 'inputs' ? 'auto' : 'none',
  data: { token, ...button.data },
});

/** The pieces every builder of a card starts from. */
export type Desk = {
  readonly voice: Voice;
  readonly buttons: (...plans: readonly Button[]) => readonly JsonObject[];
  readonly token: string;
};

/** One signature per card: all its buttons carry the same token. */
export const deskOf = (context: CardContext, bound: Bound): Desk => {
  const voice = voiceOf(context.texts, context.locale, context.zone);
  const token = context.token(bound);
  return { voice, token, buttons: (...plans) => plans.map((plan) => buttonView(plan, token, voice)) };
};

/** Bound to no case. */
export const freeOf = (context: CardContext, card: string): Desk =>
  deskOf(context, { caseId: null, version: 0, card });

/** None or one element: how a view says that a part of the layout is there or not. */
export const optional = (text: string | null): readonly JsonObject[] => (text === null ? [] : [{ text }]);
