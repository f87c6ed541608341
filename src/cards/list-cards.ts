/** Lists of cases, and the question whether new words belong to the open draft. */
import { caseLabel, type CaseSummary } from '../triage/case.ts';
import type { Picture } from '../triage/picture.ts';
import type { Drawing } from './card.ts';
import type { CardContext } from './context.ts';
import { cut, lines, literal, visible } from './escape.ts';
import type { JsonObject } from './expand.ts';
import { deskOf, freeOf } from './buttons.ts';
import { longestUnfiltered } from './question-view.ts';
import type { Voice } from './voice.ts';

/** Six buttons are the most a card may have: five rows and New case, or four rows, the list's Open and New case. */
const mostRows = 5;
const rowsBesideList = 4;
/** Choices longer than this are cut off by some phones. */
const longestChoice = 50;
/** New words travel in two buttons of the card until the agent has chosen: longer ones would not leave room for it. */
const longestCarried = 4_000;

/** `my cases` (query null) or the answer to `find`. */
export const casesCard = (picture: Extract<Picture, { card: 'cases' }>, context: CardContext): Drawing => {
  const { voice, buttons } = freeOf(context, 'cases');
  const shown = picture.cases.length <= mostRows ? mostRows : rowsBesideList;
  const rest = picture.cases.slice(shown);
  return {
    template: 'cases',
    summary: summaryOf(picture, voice),
    foldable: ['more'],
    view: {
      title: titleOf(picture, voice),
      empty: picture.cases.length > 0 ? [] : [{ text: emptyText(picture, voice) }],
      rows: picture.cases.slice(0, shown).map((one) => row(one, context, voice)),
      more: rest.length === 0 ? [] : [moreCases(rest, context, voice)],
      buttons: buttons({ verb: 'new-case', place: 'first' }),
    },
  };
};

type CasesPicture = Extract<Picture, { card: 'cases' }>;

const titleOf = ({ query }: CasesPicture, voice: Voice): string =>
  query === null ? voice.say('card.cases.title') : voice.say('card.cases.found', { query: cut(query, 60) });

const emptyText = ({ query }: CasesPicture, voice: Voice): string =>
  voice.say(query === null ? 'card.cases.none' : 'card.cases.none-found');

const summaryOf = ({ cases, query }: CasesPicture, voice: Voice): string =>
  query === null
    ? voice.plain('card.cases.summary', { count: cases.length })
    : voice.plain('card.cases.summary-found', { count: cases.length, query: cut(query, 60) });

const row = (one: CaseSummary, context: CardContext, voice: Voice): JsonObject => ({
  label: caseLabel(one.number),
  title: one.title === '' ? voice.say('card.cases.untitled') : literal(cut(one.title, 90)),
  where: voice.say(whereKey(one), {
    customer: cut(one.customerName, 60),
    state: { key: stateKey(one) },
    time: { instant: one.changedAt, zone: voice.zone },
  }),
  open: voice.plain('card.button.open'),
  openLabel: voice.plain('card.cases.open-label', { label: caseLabel(one.number) }),
  token: caseToken(one, context),
});

/** While a case is a draft nobody has said yet whose it is. */
const whereKey = ({ customerName, stage }: CaseSummary): string => {
  if (customerName !== '') return 'card.cases.where';
  return stage.at === 'intake' ? 'card.cases.where-open' : 'card.cases.where-own';
};

/** What state a case is in, in words: what is to be done, or who has it. */
const stateKey = ({ stage, outcome }: CaseSummary): string => {
  if (stage.at === 'closed') return `card.state.${stage.how}`;
  return stage.at === 'decided' && outcome !== null ? `card.state.${outcome}` : `card.state.${stage.at}`;
};

const caseToken = (one: CaseSummary, context: CardContext): string =>
  context.token({ caseId: one.id, version: 0, card: 'cases' });

/** The value of each choice is the token its Open button would carry. */
const moreCases = (cases: readonly CaseSummary[], context: CardContext, voice: Voice): JsonObject => ({
  label: voice.plain('card.cases.more', { count: cases.length }),
  error: voice.plain('card.error.choose'),
  style: cases.length > longestUnfiltered ? 'filtered' : 'compact',
  choices: cases.map((one) => ({
    title: cut(
      visible([caseLabel(one.number), one.customerName, one.title].filter((part) => part !== '').join(' · ')),
      longestChoice,
    ),
    value: caseToken(one, context),
  })),
  open: voice.plain('card.button.open'),
});

/** New words while a draft is open: the agent says where they belong. */
export const addOrNewCard = (
  picture: Extract<Picture, { card: 'add-or-new' }>,
  context: CardContext,
): Drawing => {
  const draft = context.case;
  const bound = { caseId: picture.caseId, version: draft?.version ?? 0, card: 'add-or-new' };
  const { voice, buttons } = deskOf(context, bound);
  const carried = { data: { text: cut(picture.text, longestCarried) } };
  const values = {
    label: draft === null ? '' : caseLabel(draft.number),
    title: cut(draft?.facts.title ?? '', 80),
  };
  const question = draft?.facts.title === undefined ? 'card.add-or-new.untitled' : 'card.add-or-new.question';
  return {
    template: 'add-or-new',
    summary: voice.plain('card.add-or-new.summary', { label: values.label }),
    foldable: [],
    view: {
      title: voice.say('card.add-or-new.title'),
      question: voice.say(question, values),
      typed: lines(cut(picture.text, 600)).map((text) => ({ text })),
      buttons: buttons(
        { verb: 'add-text', ...carried },
        { verb: 'start-new', ...carried },
        { verb: 'continue' },
      ),
    },
  };
};
