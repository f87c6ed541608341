import type { Decision } from '../policy/decision.ts';
import type { Facts, Field } from '../policy/facts.ts';
import { pageBefore } from './ask.ts';
import type { Case, Guess, PageId } from './case.ts';
import type { Customer, Locale } from './desk.ts';
import { noted, type Answers, type Noted, type StepContext, type Stepped } from './event.ts';
import { aboutCustomer, aboutOwnTenant, forget, learn } from './fill.ts';
import { languageOf } from './language-of.ts';
import { phrase } from './phrase.ts';
import type { Problem } from './picture.ts';
import { questionOf } from './reach.ts';
import { settle } from './settle.ts';

/** Fields people type; their values go to the record's texts, where they can be erased. */
const typedFields: readonly Field[] = [
  'title',
  'description',
  'affectedUsers',
  'errorText',
  'triedSteps',
  'changesLast48h',
  'workaround',
  'resourceId',
  'region',
  'workload',
  'customer',
];

/** Facts that mean something else once this one changes. */
const dependents: Readonly<Partial<Record<Field, readonly Field[]>>> = {
  issueKind: ['breakFix', 'withinEntitlement', 'category', 'multiTenant', 'dynamicsTopic'],
  product: ['symptom', 'dynamicsTopic'],
  category: ['multiTenant'],
  adminPermission: ['noPermissionReason', 'adminPermissionUntil'],
  agentRole: ['azureSupportGroupMember'],
};

/** What an answer makes void: facts that hung on the old value and were not answered in the same breath. */
const voided = (from: Case, answers: Facts): readonly Field[] =>
  Object.entries(dependents).flatMap(([field, hanging]) => {
    const before = Object.entries(from.facts).find(([known]) => known === field)?.[1];
    const after = Object.entries(answers).find(([known]) => known === field)?.[1];
    return before === undefined || after === undefined || before === after ? [] : hanging;
  });

const aboutWhom = (from: Case, { about }: Answers, { profile }: StepContext): Case => {
  if (about === null) return from;
  return about === 'own-tenant' ? aboutOwnTenant(from, profile) : aboutCustomer(from, about);
};

const withHealth = (from: Case, before: Case, { incidentId }: Answers, now: string): Case => {
  if (from.facts.knownIncident === undefined) return from;
  const isNews = before.facts.knownIncident !== from.facts.knownIncident || before.healthCheckedAt === null;
  return {
    ...learn(from, { healthChecked: true }, 'answered'),
    healthCheckedAt: isNews ? now : before.healthCheckedAt,
    incidentId,
  };
};

const withWords = (from: Case): Case => {
  const text = from.facts.description;
  if (text === undefined) return { ...from, words: null };
  const language: Locale | null = languageOf(text);
  return { ...from, words: { text, language } };
};

const guessesOff = (guesses: readonly Guess[], page: PageId, { policy }: StepContext): readonly Guess[] =>
  guesses.filter(({ field }) => field !== 'kind' && questionOf(field, policy)?.page !== page);

const applied = (from: Case, page: PageId, answers: Answers, context: StepContext): Case => {
  const about = aboutWhom(from, answers, context);
  const cleared = answers.cleared.filter((field) => about.origins[field] === 'answered');
  const cleaned = forget(about, [...voided(from, answers.facts), ...cleared]);
  const answered = learn(cleaned, answers.facts, 'answered');
  const checked = page === 'checked' ? withHealth(answered, from, answers, context.now) : answered;
  const told = page === 'who-and-what' ? withWords(checked) : checked;
  return { ...told, guesses: guessesOff(from.guesses, page, context) };
};

/** The next question was on this page and is still open: say so instead of turning the page. */
const stillOpen = (
  answers: Answers,
  next: Case,
  verdict: Decision,
  context: StepContext,
): readonly Problem[] => {
  const [field] = verdict.missing;
  if (field === undefined) return [];
  const asked = questionOf(field, context.policy)?.field;
  if (asked === undefined || !answers.shown.includes(asked)) return [];
  if (next.facts[asked] !== undefined) return [{ input: asked, says: phrase('problem.another-answer') }];
  return [
    { input: asked, says: phrase(asked === 'knownIncident' ? 'problem.health-first' : 'problem.required') },
  ];
};

const answeredNote = (page: PageId, answers: Answers): Noted => {
  const entries = Object.entries(answers.facts);
  const isTyped = (name: string): boolean => typedFields.some((field) => field === name);
  const texts = entries
    .filter(([name]) => isTyped(name))
    .map(([name, value]) => [name, String(value)] as const);
  const reason = answers.overrideReason === null ? [] : [['overrideReason', answers.overrideReason] as const];
  const incident = answers.incidentId === null ? [] : [['incidentId', answers.incidentId] as const];
  const about =
    answers.about === null ? {} : { about: answers.about === 'own-tenant' ? 'own-tenant' : answers.about.id };
  return noted(
    'answered',
    { page, ...about, facts: Object.fromEntries(entries.filter(([name]) => !isTyped(name))) },
    Object.fromEntries([...texts, ...reason, ...incident]),
  );
};

/** A page was submitted: keep its answers and go on to the next open page or the verdict. */
export const answerPage = (from: Case, page: PageId, answers: Answers, context: StepContext): Stepped => {
  const customer = answers.about === null || answers.about === 'own-tenant' ? null : answers.about;
  const about = answers.about === null ? context.customer : customer;
  const settled = settle(applied(from, page, answers, context), { ...context, customer: about });
  const problems = stillOpen(answers, settled.case, settled.verdict, context);
  if (problems.length > 0) return { is: 'refused', problems, notice: null, panel: 'verdict' };
  return {
    is: 'changed',
    case: settled.case,
    noted: [answeredNote(page, answers), ...settled.noted],
    notice: null,
    panel: 'verdict',
  };
};

/** What was typed on a page stays with the draft; nothing is decided yet. */
export const keepAnswers = (from: Case, page: PageId, answers: Answers, context: StepContext): Stepped => ({
  is: 'changed',
  case: { ...applied(from, page, answers, context), guesses: from.guesses },
  noted: [answeredNote(page, answers)],
  notice: null,
  panel: 'verdict',
});

export const goBack = (from: Case, page: PageId, { policy }: StepContext): Stepped => {
  const previous = pageBefore(from, page, policy) ?? 'who-and-what';
  return {
    is: 'changed',
    case: { ...from, stage: { at: 'intake', page: previous } },
    noted: [],
    notice: null,
    panel: 'verdict',
  };
};

/** More words for a draft: they join the description the first page shows. */
export const addText = (from: Case, text: string, { policy }: StepContext): Stepped => {
  const before = from.facts.description ?? from.words?.text;
  const whole = before === undefined ? text : `${before}\n\n${text}`;
  const description = whole.slice(0, policy.numbers.longestTextCharacters);
  const next = withWords(learn(from, { description }, 'answered'));
  const notice = phrase(description.length < whole.length ? 'notice.text-cut' : 'notice.text-added');
  return { is: 'changed', case: next, noted: [noted('text-added', {}, { text })], notice, panel: 'verdict' };
};

/** A customer made on the spot becomes the one the draft is about, to be confirmed with the rest of the page. */
export const withNewCustomer = (from: Case, customer: Customer): Stepped => ({
  is: 'changed',
  case: {
    ...aboutCustomer(from, customer),
    guesses: from.guesses.filter(({ field }) => field !== 'customer'),
  },
  noted: [noted('customer-added', { customerId: customer.id, cloud: customer.cloud })],
  notice: phrase('notice.customer-added'),
  panel: 'verdict',
});
