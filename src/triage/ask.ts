import type { Facts, Field, FactValue } from '../policy/facts.ts';
import type { Policy, QuestionRow } from '../policy/policy.ts';
import { applies } from './applies.ts';
import { inputsFor, type AskContext, type Asked } from './asked-input.ts';
import { pages, type Case, type Origin, type PageId } from './case.ts';
import { keepFacts } from './fill.ts';
import { hasOwnInput, openFields, openWithout } from './reach.ts';

/** What was not asked because it was known. */
export type Skipped = { readonly field: Field; readonly value: FactValue; readonly origin: Origin };

export type AskedPage = {
  readonly page: PageId;
  readonly questions: readonly Asked[];
  /** May stay empty: details that help whoever receives the request, and answers with a usual value. */
  readonly offered: readonly Asked[];
  /** Where Back leads; null on the first page. */
  readonly previous: PageId | null;
};

/** Pages the agent himself answered something on; the first one always counts: it can be looked at again. */
const answeredPages = (from: Case, policy: Policy): readonly PageId[] =>
  pages.filter(
    (page) =>
      page === 'who-and-what' ||
      policy.questions.some(
        ({ field, page: at }) => at === page && hasOwnInput(field) && from.origins[field] === 'answered',
      ),
  );

export const pageBefore = (from: Case, page: PageId, policy: Policy): PageId | null =>
  answeredPages(from, policy).findLast((other) => pages.indexOf(other) < pages.indexOf(page)) ?? null;

/** Answers the first page cannot do without. */
const basics: readonly Field[] = ['customer', 'product', 'issueKind', 'title'];

/** The own tenant's cloud is asked only where the partner works in several. */
const basicFields = (from: Case): readonly Field[] =>
  from.facts.subject === 'own-tenant' && from.origins.cloud !== 'profile' ? [...basics, 'cloud'] : basics;

type Fields = ReadonlyMap<Field, { readonly required: boolean }>;

/** Shown although answered: the agent's own answers on this page, to be looked at and changed. */
const answeredHere = (from: Case, page: PageId, policy: Policy): readonly Field[] =>
  policy.questions
    .filter(
      ({ field, page: at, offeredWhen }) =>
        at === page && offeredWhen === null && hasOwnInput(field) && from.origins[field] === 'answered',
    )
    .map(({ field }) => field);

/**
 * Open fields and those answered here. Required is what is asked whatever else this page is told: an answer that
 * only follows from another one must not keep the agent from changing that one.
 */
const fieldsOf = (from: Case, page: PageId, policy: Policy): Fields => {
  const answered = answeredHere(from, page, policy);
  const unanswered = keepFacts(from.facts, (field) => !answered.includes(field));
  const isFirst = page === 'who-and-what';
  const firm = isFirst ? basicFields(from) : requiredFields(unanswered, page, policy);
  const open = isFirst ? firm : openFields(from.facts, page, policy).map(({ field }) => field);
  return new Map([...answered, ...open].map((field) => [field, { required: firm.includes(field) }]));
};

const requiredFields = (facts: Facts, page: PageId, policy: Policy): readonly Field[] =>
  openFields(facts, page, policy)
    .filter(({ required }) => required)
    .map(({ field }) => field);

const asks = (row: QuestionRow, page: PageId, asked: Fields): boolean =>
  row.page === page && asked.has(row.field);

const isOffered = (row: QuestionRow, from: Case, page: PageId, asked: Fields): boolean => {
  if (row.page !== page || asked.has(row.field)) return false;
  return row.offeredWhen !== null && applies(row.offeredWhen, from.facts);
};

const wouldBeAsked = ({ field, page }: QuestionRow, facts: Facts, policy: Policy): boolean =>
  openWithout(field, facts, page, policy).some((open) => open.field === field);

/** Questions that would have been put by now, had the answer not been known from elsewhere. */
export const skippedSoFar = ({ facts, origins }: Case, policy: Policy): readonly Skipped[] =>
  policy.questions.flatMap((row) => {
    const value = facts[row.field];
    const origin = origins[row.field];
    if (value === undefined || origin === undefined || origin === 'answered') return [];
    return hasOwnInput(row.field) && row.control !== 'customer' && wouldBeAsked(row, facts, policy)
      ? [{ field: row.field, value, origin }]
      : [];
  });

/** Only the first input of a question can be required; the ones beside it are details. */
const markRequired = (inputs: readonly Asked[], asked: Fields): readonly Asked[] =>
  inputs.map((input, index) => ({
    ...input,
    required: index === 0 && (asked.get(input.field)?.required ?? false),
  }));

/**
 * What the case's page shows now: the questions some continuation still needs, those answered here before, and
 * what may be added. `page` is the stage's page while the intake runs, or another one to look at its answers again.
 */
export const askedPage = (from: Case, page: PageId, policy: Policy, context: AskContext): AskedPage => {
  const fields = fieldsOf(from, page, policy);
  const input = (row: QuestionRow): readonly Asked[] => inputsFor(row, from, policy, context);
  const questions = policy.questions.filter((row) => asks(row, page, fields));
  const offered = policy.questions.filter((row) => isOffered(row, from, page, fields));
  return {
    page,
    questions: questions.flatMap((row) => markRequired(input(row), fields)),
    offered: offered
      .flatMap(input)
      .filter(({ control, choices }) => control !== 'choice' || choices.length > 0),
    previous: pageBefore(from, page, policy),
  };
};
