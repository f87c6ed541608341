import { factValues, type Facts, type Field, type FactValue } from '../policy/facts.ts';
import type { Policy } from '../policy/policy.ts';
import { instantOf, onTheWall } from '../clocks/wall-clock.ts';
import type { AskedPage } from './ask.ts';
import { ownTenantChoice, type Asked } from './asked-input.ts';
import type { Customer, Instant, Zone } from './desk.ts';
import type { Answers } from './event.ts';
import { phrase } from './phrase.ts';
import type { Problem } from './picture.ts';

/** What the inputs of a card sent back: input id → what was typed or chosen. Untrusted. */
export type Inputs = Readonly<Record<string, string>>;

type ReadContext = {
  readonly policy: Policy;
  readonly now: Instant;
  readonly zone: Zone;
  /** Finds a customer the turn knows by its id. */
  readonly customer: (id: string) => Customer | null;
};

/** One input read: facts, nothing (left empty), or what is wrong with it. */
type ReadInput = { readonly facts: Facts } | { readonly empty: true } | { readonly problem: Problem };

const none: Facts = {};
const wrong = (input: string, key: string, values?: Readonly<Record<string, number>>): ReadInput => ({
  problem: { input, says: phrase(key, values) },
});

const valueOf = (field: Field, raw: string): FactValue | null => {
  const values = factValues[field];
  if (values === 'text') return raw;
  if (values === 'flag') return raw === 'true' ? true : raw === 'false' ? false : null;
  return values === 'list' ? null : (values.find((value) => value === raw) ?? null);
};

/** What was sent as a value of the field: one fact, or none if it is no value of it. */
export const typedValue = (field: Field, raw: string): Facts => {
  const value = valueOf(field, raw);
  return value === null ? none : { ...none, [field]: value };
};

const readChoices = ({ input, field, choices }: Asked, raw: string): ReadInput => {
  const chosen = raw.split(',').map((one) => one.trim());
  if (chosen.some((one) => !choices.some(({ value }) => value === one)))
    return wrong(input, 'problem.choose');
  if (chosen.includes('none') && chosen.length > 1) return wrong(input, 'problem.none-alone');
  return { facts: { ...none, [field]: chosen.length === 1 ? chosen[0] : chosen } };
};

const readOne = (asked: Asked, raw: string): ReadInput => {
  const { input, field, control, choices, maxLength } = asked;
  if (raw.length > maxLength) return wrong(input, 'problem.too-long', { max: maxLength });
  if (control === 'choices') return readChoices(asked, raw);
  if (control === 'choice' && !choices.some(({ value }) => value === raw))
    return wrong(input, 'problem.choose');
  const facts = typedValue(field, raw);
  return facts[field] === undefined ? wrong(input, 'problem.choose') : { facts };
};

const readKind = ({ input }: Asked, raw: string, policy: Policy): ReadInput => {
  const kind = policy.kinds.find(({ id }) => id === raw);
  return kind === undefined ? wrong(input, 'problem.choose') : { facts: kind.sets };
};

/** Day and time of the agent's clock; without a time the day alone is kept. */
const readStart = (inputs: Inputs, { now, zone }: ReadContext): ReadInput => {
  const date = inputs['startedDate']?.trim() ?? '';
  const time = inputs['startedTime']?.trim() ?? '';
  if (date === '') return time === '' ? { empty: true } : wrong('startedDate', 'problem.date-missing');
  if (instantOf(date, '00:00', zone) === null) return wrong('startedDate', 'problem.date');
  if (date > onTheWall(now, zone).date) return wrong('startedDate', 'problem.future');
  if (time === '') return { facts: { startedAt: date } };
  const at = instantOf(date, time, zone);
  if (at === null) return wrong('startedTime', 'problem.time');
  return Date.parse(at) > Date.parse(now)
    ? wrong('startedTime', 'problem.future')
    : { facts: { startedAt: at } };
};

const missing = ({ input, field }: Asked): ReadInput =>
  wrong(input, field === 'knownIncident' ? 'problem.health-first' : 'problem.required');

const readInput = (asked: Asked, inputs: Inputs, context: ReadContext): ReadInput => {
  if (asked.input === 'startedDate') return readStart(inputs, context);
  const raw = inputs[asked.input]?.trim() ?? '';
  if (raw === '') return asked.required ? missing(asked) : { empty: true };
  return asked.input === 'kind' ? readKind(asked, raw, context.policy) : readOne(asked, raw);
};

const readAbout = (
  asked: Asked | undefined,
  inputs: Inputs,
  context: ReadContext,
): Answers['about'] | Problem => {
  if (asked === undefined) return null;
  const raw = inputs[asked.input]?.trim() ?? '';
  if (raw === ownTenantChoice) return ownTenantChoice;
  const customer = context.customer(raw);
  if (customer !== null) return customer;
  return { input: asked.input, says: phrase(raw === '' ? 'problem.required' : 'problem.customer-unknown') };
};

const isProblem = (about: Answers['about'] | Problem): about is Problem =>
  about !== null && typeof about === 'object' && 'says' in about;

/** An override given before has its reason in the record already. */
const reasonProblems = (asked: readonly Asked[], inputs: Inputs): readonly Problem[] => {
  const isAsked = asked.some(({ input }) => input === 'overrideReason');
  const before = asked.find(({ input }) => input === 'incidentOverride')?.value ?? '';
  const override = inputs['incidentOverride']?.trim() ?? '';
  const overrides = override !== '' && override !== before;
  const reason = inputs['overrideReason']?.trim() ?? '';
  return isAsked && overrides && reason === ''
    ? [{ input: 'overrideReason', says: phrase('problem.reason') }]
    : [];
};

/** Inputs that answer a field of the decision one to one; the customer and the texts beside it are read apart. */
const answersAField = ({ input, control }: Asked): boolean =>
  control !== 'customer' && !['startedTime', 'incidentId', 'overrideReason'].includes(input);

const besideText = (asked: readonly Asked[], inputs: Inputs, name: string): string | null => {
  const limit = asked.find(({ input }) => input === name)?.maxLength;
  const text = inputs[name]?.trim() ?? '';
  return limit === undefined || text === '' ? null : text.slice(0, limit);
};

/**
 * Reads a page's inputs against what the page asked: nothing else of what was sent counts.
 * All problems at once; the answers are only good if there are none.
 */
export const readAnswers = (
  { questions, offered }: AskedPage,
  inputs: Inputs,
  context: ReadContext,
): { readonly answers: Answers; readonly problems: readonly Problem[] } => {
  const asked = [...questions, ...offered];
  const about = readAbout(
    asked.find(({ control }) => control === 'customer'),
    inputs,
    context,
  );
  const read = asked.filter(answersAField).map((one) => ({ one, result: readInput(one, inputs, context) }));
  const problems = read.flatMap(({ result }) => ('problem' in result ? [result.problem] : []));
  return {
    problems: [...(isProblem(about) ? [about] : []), ...problems, ...reasonProblems(asked, inputs)],
    answers: {
      about: isProblem(about) ? null : about,
      facts: read.reduce<Facts>(
        (all, { result }) => ('facts' in result ? { ...all, ...result.facts } : all),
        none,
      ),
      cleared: read.flatMap(({ one, result }) => ('empty' in result ? [one.field] : [])),
      shown: questions.map(({ field }) => field),
      incidentId: besideText(asked, inputs, 'incidentId'),
      overrideReason: besideText(asked, inputs, 'overrideReason'),
    },
  };
};

const longestReason = 1000;

/** What was typed into an input, trimmed and cut; empty where nothing was. */
export const textOf = (inputs: Inputs, name: string): string =>
  (inputs[name] ?? '').trim().slice(0, longestReason);
