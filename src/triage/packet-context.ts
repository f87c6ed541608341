/** What a packet may look at, and the small look-ups all its lines share. */
import type { DoorId } from '../policy/decision.ts';
import { isField, type Field, type Facts, type Severity } from '../policy/facts.ts';
import type { DoorRow, PolicyRows, QuestionRow } from '../policy/policy.ts';
import { applies } from './applies.ts';
import type { Case } from './case.ts';
import type { Customer, Locale, PartnerProfile, Person } from './desk.ts';
import { written, type PacketClock } from './packet-text.ts';
import { phrase, typed, type Phrase } from './phrase.ts';

export type PacketInput = {
  readonly case: Case;
  /** Null: not in the directory, or our own tenant. */
  readonly customer: Customer | null;
  readonly profile: PartnerProfile;
  /** The agent who will read and submit it. */
  readonly person: Person;
  readonly policy: Pick<PolicyRows, 'doors' | 'forms' | 'products' | 'questions'>;
  /** The door whose form is written: the verdict's, or the one behind a block. */
  readonly door: DoorId;
};

export type PacketContext = PacketInput & {
  readonly row: DoorRow;
  readonly clock: PacketClock;
  /** What will be submitted: the agent's choice where there is one, else the verdict's. 21Vianet assigns its own. */
  readonly severity: Severity | null;
  /** With the defaults nobody is asked for and the severity to be submitted, so that rows may name them. */
  readonly facts: Facts;
};

export const contextOf = (input: PacketInput, row: DoorRow): PacketContext => {
  const { facts, decision } = input.case;
  const is21Vianet = row.actor === '21vianet';
  const severity = is21Vianet ? null : (facts.severityChosen ?? decision?.verdict.severity ?? null);
  return {
    ...input,
    row,
    clock: is21Vianet ? 'beijing' : 'utc',
    severity,
    facts: {
      subject: 'customer',
      production: true,
      supportLanguage: 'en',
      ...facts,
      ...(severity === null ? {} : { severityChosen: severity }),
    },
  };
};

export const filled = (text: string | null | undefined): string | null => {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
};

export const textFact = (context: PacketInput, field: Field): string | null => {
  const value = context.case.facts[field];
  return typeof value === 'string' ? filled(value) : null;
};

/** The subscription meant: the one named, or the only one this customer has with us. */
export const subscriptionOf = (
  context: PacketInput,
): { readonly id: string; readonly name: string | null } | null => {
  const known = context.customer?.azureSubscriptions ?? [];
  const named = textFact(context, 'subscriptionId');
  if (named !== null) return { id: named, name: known.find(({ id }) => id === named)?.name ?? null };
  const [only] = known;
  return only !== undefined && known.length === 1 ? only : null;
};

export const tenantIdOf = ({ case: { extras }, customer }: PacketInput): string | null =>
  filled(customer?.tenantId) ?? filled(extras['customerTenantId']);

/** Inputs that the directory, the profile or a default answers where the agent did not. */
const knownElsewhere: Readonly<Record<string, (context: PacketInput) => string | null>> = {
  customerTenantId: tenantIdOf,
  subscriptionId: (context) => subscriptionOf(context)?.id ?? null,
  nightContact: ({ profile }) => filled(profile.contact.nightPhone),
  partnerId: ({ profile }) => filled(profile.partnerId),
  accessId: ({ profile }) => filled(profile.contract?.accessId),
  contractId: ({ profile }) => filled(profile.contract?.contractId),
  // Since 2023 only the provider of an Azure subscription can file for it, so that is what is asked unless chosen.
  providerAsk: () => 'file',
  grantTo: ({ profile }) => filled(profile.contact.company),
};

/** The value of one input of a form, as typed: a descriptive fact, an extra, or what is on file. */
export const inputValue = (context: PacketInput, id: string): string | null =>
  (isField(id) ? textFact(context, id) : filled(context.case.extras[id])) ??
  (Object.hasOwn(knownElsewhere, id) ? (knownElsewhere[id]?.(context) ?? null) : null);

/** Text of the desk, marked where the reader at this door cannot be expected to read it. */
export const deskText = ({ row, person }: PacketContext, text: string): Phrase =>
  written(text, row.packetLanguage, person.locale);

/** The words of a closed list, where the fact was chosen from the one that holds for these facts. */
export const chosenWords = (questions: readonly QuestionRow[], facts: Facts, field: Field): Phrase | null => {
  const choices = questions.filter((row) => row.field === field).flatMap((row) => row.choices);
  const chosen = choices.find(({ value, when }) => value === facts[field] && applies(when, facts));
  return chosen === undefined ? null : phrase(chosen.says);
};

export const chosenPhrase = (context: PacketContext, field: Field): Phrase | null =>
  chosenWords(context.policy.questions, context.case.facts, field);

/** A descriptive fact in words: the closed list's, else as typed. */
export const factPhrase = (context: PacketContext, field: Field): Phrase | null => {
  const value = textFact(context, field);
  return chosenPhrase(context, field) ?? (value === null ? null : deskText(context, value));
};

/** "Name: text", one paragraph. `name` is the input's own label. */
export const namedLine = (id: string, text: Phrase): Phrase =>
  phrase('packet.named', { name: phrase(`packet.ask.${id}`), text });

export const list = (line: Phrase | null): readonly Phrase[] => (line === null ? [] : [line]);

const languageNames = new Set(['en', 'ja', 'zh-TW', 'zh-CN', 'ko', 'de', 'fr', 'es', 'it', 'pt', 'ru']);

/** A language in words; one the product has no word for stays a tag. */
export const languageName = (tag: Locale): Phrase => {
  const [base = tag] = tag.split('-');
  const id = [tag, base].find((name) => languageNames.has(name));
  return id === undefined ? typed(tag) : phrase(`packet.language.${id}`);
};
