import type { Case } from '../triage/case.ts';
import { deskZone, onCallAt } from '../triage/on-call.ts';
import type { CardContext } from './context.ts';
import { cut, visible } from './escape.ts';
import type { JsonObject } from './expand.ts';
import type { Voice } from './voice.ts';

type Mention = { readonly text: string; readonly entities: readonly JsonObject[] };

/** Characters that would end the tag or be read as Markdown inside it. */
const unsafe = /[<>*_~`[\]\\|]/g;

/**
 * The post of a critical case calls the on-call lead by name until somebody acknowledges it. The entity inside the card takes the
 * person's Entra object id (https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format,
 * checked 2026-11-20).
 */
export const mentionOf = (subject: Case, context: CardContext, voice: Voice): Mention | null => {
  if (subject.follow.acknowledged !== null) return null;
  const { around, profile, now } = context;
  const lead = onCallAt(around.desk, now, deskZone(around.desk, profile));
  const objectId = lead?.personId.split('/').at(-1);
  if (lead == null || objectId === undefined) return null;
  const name = cut(visible(lead.name).replace(unsafe, ' ').trim(), 60);
  const tag = `<at>${name}</at>`;
  return {
    text: voice.say('card.lead.mention', { who: { markdown: tag } }),
    entities: [{ type: 'mention', text: tag, mentioned: { id: objectId, name } }],
  };
};
