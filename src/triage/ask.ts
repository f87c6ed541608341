import { decide } from '../policy/decide.ts';
import type { Facts, Field, FactValue } from '../policy/facts.ts';
import type { Policy, QuestionRow } from '../policy/policy.ts';
import { applies, inputsFor, type AskContext, type Asked } from './asked-input.ts';
import { pages, type Case, type Origin, type PageId } from './case.ts';
import { openFields, questionOf } from './reach.ts';

/** What was not asked because it was known. */
export type Skipped = { readonly field: Field; readonly value: FactValue; readonly origin: Origin };

export type AskedPage = {
  readonly page: PageId;
  readonly questions: readonly Asked[];
  /** May stay empty: details that help whoever receives the request, and answers with a usual value. */
  readonly offered: readonly Asked[];
  readonly skipped: readonly Skipped[];
  /** Where Back leads; null on the first page. */
  readonly previous: PageId | null;
};

/** The page the case needs next; null once it can be decided. */
export const nextPage = (facts: Facts, policy: Policy): PageId | null => {
  const [next] = decide(facts, policy).missing;
  return next === undefined ? null : (questionOf(next, policy)?.page ?? 'who-and-what');
};

/** Pages the agent himself answered something on; the first one always counts: it can be looked at again. */
const answeredPages = (from: Case, policy: Policy): readonly PageId[] =>
  pages.filter(
    (page) =>
      page === 'who-and-what' ||
      policy.questions.some((row) => row.page === page && from.origins[row.field] === 'answered'),
  );

export const pageBefore = (from: Case, page: PageId, policy: Policy): PageId | null =>
  answeredPages(from, policy).findLast((other) => pages.indexOf(other) < pages.indexOf(page)) ?? null;

/** Answers the first page cannot do without. */
const basics: readonly Field[] = ['customer', 'product', 'issueKind', 'title'];

/** The own tenant's cloud is asked only where the partner works in several. */
const basicFields = (from: Case): readonly Field[] =>
  from.facts.subject === 'own-tenant' && from.origins.cloud !== 'profile' ? [...basics, 'cloud'] : basics;

type Fields = ReadonlyMap<Field, { readonly required: boolean }>;

const fieldsOf = (from: Case, page: PageId, policy: Policy): Fields => {
  const basic = page === 'who-and-what' ? basicFields(from) : [];
  const answered = policy.questions.filter(
    (row) => row.page === page && row.offeredWhen === null && from.origins[row.field] === 'answered',
  );
  const open = page === 'who-and-what' ? [] : openFields(from.facts, page, policy);
  return new Map([
    ...answered.map(({ field }) => [field, { required: false }] as const),
    ...basic.map((field) => [field, { required: true }] as const),
    ...open.map(({ field, required }) => [field, { required }] as const),
  ]);
};

const asks = (row: QuestionRow, page: PageId, asked: Fields): boolean => row.page === page && asked.has(row.field);

const isOffered = (row: QuestionRow, from: Case, page: PageId, asked: Fields): boolean => {
  if (row.page !== page || asked.has(row.field)) return false;
  return row.offeredWhen !== null && applies(row.offeredWhen, from.facts);
};

/** Known without asking, and worth telling: only what has a question of its own and was not the agent's answer. */
const skipped = (from: Case, policy: Policy): readonly Skipped[] =>
  policy.questions.flatMap(({ field }) => {
    const value = from.facts[field];
    const origin = from.origins[field];
    if (value === undefined || origin === undefined || origin === 'answered' || field === 'customer') return [];
    return [{ field, value, origin }];
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
    offered: offered.flatMap(input).filter(({ control, choices }) => control !== 'choice' || choices.length > 0),
    skipped: skipped(from, policy),
    previous: pageBefore(from, page, policy),
  };
};

