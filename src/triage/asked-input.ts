import type { Facts, Field, FactValue } from '../policy/facts.ts';
import type { KindRow, Policy, QuestionRow } from '../policy/policy.ts';
import { onTheWall } from '../clocks/wall-clock.ts';
import { applies } from './applies.ts';
import type { Case } from './case.ts';
import type { Customer, Zone } from './desk.ts';
import { madeOnce } from './made-once.ts';
import { phrase, typed, type Phrase } from './phrase.ts';
import { proposedPriority } from './priority.ts';

/** One answer to choose. `value` is what the input sends back. */
export type AskedChoice = { readonly value: string; readonly says: Phrase };

/** One input of a page, ready to be drawn. */
export type Asked = {
  /** The input's id. `kind`, `startedDate`, `startedTime`, `incidentId`, `overrideReason` are no fields of the decision. */
  readonly input: string;
  /** The field it answers, to revise it by. */
  readonly field: Field;
  readonly control: 'customer' | 'choice' | 'choices' | 'yes-no' | 'text' | 'long-text' | 'date' | 'time';
  /** Text keys. */
  readonly label: string;
  readonly hint: string | null;
  readonly choices: readonly AskedChoice[];
  /** Answered before, or guessed. Several choices are joined by commas, yes is `true`. */
  readonly value: string | null;
  /** The words the value was guessed from; null if it is no guess. */
  readonly words: string | null;
  /** The card itself may insist on an answer. What else is needed is said when the page comes back. */
  readonly required: boolean;
  readonly maxLength: number;
};

export type AskContext = {
  readonly zone: Zone;
  /** The customer of the case. */
  readonly customer: Customer | null;
  /** Customers to offer at once, best first. */
  readonly suggested: readonly Customer[];
};

export const ownTenantChoice = 'own-tenant';
export const newCustomerChoice = 'new-customer';

/** The kind that says what the facts say; null before it is known. */
const kindOf = (facts: Facts, policy: Policy): KindRow | null =>
  policy.kinds.find(
    ({ sets }) =>
      sets.issueKind === facts.issueKind && (sets.breakFix === undefined || sets.breakFix === facts.breakFix),
  ) ?? null;

const shown = (value: FactValue | undefined): string | null => {
  if (value === undefined) return null;
  return typeof value === 'object' ? value.join(',') : String(value);
};

/** A directory's customers stand on page after page: what is said of one is put together once. */
const customerChoice = madeOnce(({ id, name, domain, cloud }: Customer): AskedChoice => ({
  value: id,
  says: phrase('choice.customer.known', {
    name: typed(name),
    domain: typed(domain),
    cloud: phrase(`choice.cloud.${cloud}`),
  }),
}));

const waysOut: readonly AskedChoice[] = [
  { value: ownTenantChoice, says: phrase('choice.customer.own-tenant') },
  { value: newCustomerChoice, says: phrase('choice.customer.new-customer') },
];

const customerChoices = ({ customer, suggested }: AskContext): readonly AskedChoice[] => {
  const offered = customer === null ? [] : [customerChoice(customer)];
  for (const one of suggested) if (one.id !== customer?.id) offered.push(customerChoice(one));
  offered.push(...waysOut);
  return offered;
};

type ChoiceRow = QuestionRow['choices'][number];

/** The choices of a question stand on page after page, too. */
const rowChoice = madeOnce(({ value, says }: ChoiceRow): AskedChoice => ({
  value: String(value),
  says: phrase(says),
}));

const choicesOf = (
  row: QuestionRow,
  facts: Facts,
  policy: Policy,
  context: AskContext,
): readonly AskedChoice[] => {
  if (row.control === 'customer') return customerChoices(context);
  if (row.field === 'issueKind')
    return policy.kinds.map(({ id, says }) => ({ value: id, says: phrase(says) }));
  if (row.field === 'subscriptionId') {
    return (context.customer?.azureSubscriptions ?? []).map(({ id, name }) => ({
      value: id,
      says: typed(name),
    }));
  }
  return row.choices.filter(({ when }) => applies(when, facts)).map(rowChoice);
};

const answerOf = (from: Case, row: QuestionRow, policy: Policy): string | null => {
  if (row.control === 'customer') {
    return from.facts.subject === 'own-tenant' ? ownTenantChoice : from.customerId;
  }
  if (row.field === 'issueKind') return kindOf(from.facts, policy)?.id ?? null;
  return shown(from.facts[row.field]);
};

/**
 * Our own urgency, proposed from the impact a message tells of. Once the impact is answered, so was this question:
 * left empty it stays empty, or going back and on again would change the case.
 */
const presetPriority = ({ facts, guesses }: Case): FactValue | null => {
  const told = guesses.find(({ field }) => field === 'impact')?.value;
  const isLevel = told === 'critical' || told === 'moderate' || told === 'minimal';
  return facts.impact === undefined && isLevel ? proposedPriority({ impact: told }) : null;
};

const isInstant = (value: string): boolean => value.includes('T');

/** A start is asked as a day and a time of the agent's own clock. */
const startInputs = (base: Asked, { zone }: AskContext): readonly Asked[] => {
  const { value } = base;
  const wall = value !== null && isInstant(value) ? onTheWall(value, zone) : null;
  return [
    { ...base, input: 'startedDate', value: wall?.date ?? value },
    {
      ...base,
      input: 'startedTime',
      control: 'time',
      label: 'question.startedTime.label',
      hint: null,
      value: wall?.time ?? null,
      required: false,
    },
  ];
};

/** Short texts that go with an answer and are no facts: the incident's id, the reason for an override. */
const besideInputs = (base: Asked, from: Case): readonly Asked[] => {
  const beside = { knownIncident: 'incidentId', incidentOverride: 'overrideReason' } as const;
  if (base.field !== 'knownIncident' && base.field !== 'incidentOverride') return [base];
  const input = beside[base.field];
  return [
    base,
    {
      ...base,
      input,
      control: 'text',
      label: `question.${input}.label`,
      hint: `question.${input}.hint`,
      choices: [],
      value: input === 'incidentId' ? from.incidentId : null,
      words: null,
      required: false,
      maxLength: 300,
    },
  ];
};

/** The inputs a question is put with, filled with what was answered or, failing that, guessed. */
export const inputsFor = (
  row: QuestionRow,
  from: Case,
  policy: Policy,
  context: AskContext,
): readonly Asked[] => {
  const answered = answerOf(from, row, policy);
  const guessedField = row.field === 'issueKind' ? 'kind' : row.field;
  const guess = answered === null ? from.guesses.find(({ field }) => field === guessedField) : undefined;
  const preset = row.field === 'deskPriority' ? presetPriority(from) : null;
  const base: Asked = {
    input: guessedField,
    field: row.field,
    control: row.control,
    label: row.label,
    hint: row.hint,
    choices: choicesOf(row, from.facts, policy, context),
    value: answered ?? shown(guess?.value ?? preset ?? undefined),
    words: guess === undefined || guess.words === '' ? null : guess.words,
    required: false,
    maxLength: row.maxLength,
  };
  return row.control === 'date' ? startInputs(base, context) : besideInputs(base, from);
};
