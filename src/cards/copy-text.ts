/** Texts to be copied out of a card. */
import { situationOf } from '../triage/customer-situation.ts';
import { customerText } from '../triage/customer-text.ts';
import { languageName } from '../triage/packet-context.ts';
import { caseLabel } from '../triage/case.ts';
import { optional, showPanel, type Button } from './buttons.ts';
import type { Drawing } from './card.ts';
import type { Decided } from './case-view.ts';
import { pieceView } from './pieces.ts';
import { plainWords } from './phrase.ts';

/** What the customer may be told, in the customer's language, to be copied and sent by the agent. */
export const customerCard = (decided: Decided): Drawing => {
  const { desk, picture, case: subject } = decided;
  const { voice } = desk;
  const told = toldOf(decided);
  return {
    template: 'text',
    summary: voice.plain('card.customer.title'),
    foldable: [],
    view: {
      label: caseLabel(subject.number),
      title: voice.say('card.customer.title'),
      explain: [{ text: told.explain }],
      notice: optional(picture.notice === null ? null : voice.words(picture.notice)),
      font: 'Default',
      pieces: told.text === null ? [] : [pieceView(told.text)],
      buttons: desk.buttons(...buttonsOf(decided, told.text !== null)),
    },
  };
};

const buttonsOf = ({ case: { stage } }: Decided, isTold: boolean): readonly Button[] => {
  const copied: Button = { verb: 'copied-customer-text', place: 'first' };
  const back = showPanel('verdict', 'to-verdict');
  return isTold && stage.at !== 'closed' ? [copied, back] : [back];
};

const toldOf = ({
  case: subject,
  context,
  desk: { voice },
}: Decided): { explain: string; text: string | null } => {
  const { customer, profile, policy, now, texts } = context;
  const situation = situationOf(subject, policy);
  if (situation === null) return { explain: voice.say('card.customer.nothing'), text: null };
  const needs = { text: null, diagnosticsConsent: false };
  const told = customerText({
    case: subject,
    customer,
    profile,
    policy,
    situation,
    now,
    nextUpdateAt: null,
    needs,
  });
  if (told.kind === 'refused') return { explain: voice.words(told.says), text: null };
  const text = told.lines.map((line) => plainWords(line, told.language, texts)).join('\n\n');
  return { explain: voice.say('card.customer.explain', { language: languageName(told.language) }), text };
};
