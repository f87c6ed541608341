/**
 * What a customer is told about a case, in the customer's language and time zone. Built from the visible part
 * of a case only (`visible` below): reasons, roles, rules, remarks and other customers never enter this file's
 * sentences, so no wording of a template can let them out.
 */
import type { PolicyRows } from '../policy/policy.ts';
import { caseLabel, type Case } from './case.ts';
import type { Customer, Instant, Locale, PartnerProfile, Zone, OwnWords } from './desk.ts';
import { localHours } from './local-hours.ts';
import { chosenWords, languageName } from './packet-context.ts';
import { shorten } from './packet-text.ts';
import { phrase, typed, type Phrase, type PhraseValue } from './phrase.ts';
import type { CustomerSituation } from './talk.ts';

export type CustomerTextInput = {
  readonly case: Case;
  readonly customer: Customer | null;
  readonly profile: PartnerProfile;
  readonly policy: Pick<PolicyRows, 'products' | 'questions'>;
  readonly situation: CustomerSituation;
  /** Decides summer time in the hours shown. */
  readonly now: Instant;
  /** The promised next update; null: "as soon as there is news". */
  readonly nextUpdateAt: Instant | null;
  /**
   * For `need-something` and `own-words`: what the agent wrote for the customer to read; consent is asked for with the
   * former only.
   */
  readonly needs: { readonly text: string | null; readonly diagnosticsConsent: boolean };
  /** Of the person written to, where it is known; absent or null: the customer's. */
  readonly language?: Locale | null;
};

export type CustomerText =
  | { readonly kind: 'text'; readonly language: Locale; readonly lines: readonly Phrase[] }
  /** Nothing may be written; `says` tells the agent why and what to do instead. */
  | { readonly kind: 'refused'; readonly says: Phrase };

/** Everything of a case that its customer may read. */
type Visible = {
  readonly label: string;
  readonly customerWords: string | null;
  readonly title: string | null;
  readonly matter: Phrase;
  readonly since: string | null;
  readonly affected: string | null;
  readonly incident: string | null;
  readonly workaround: string | null;
  readonly operator: Phrase;
};

const longestQuote = 300;

const cut = (text: string | undefined, most: number): string | null => {
  const short = shorten(text ?? '', most);
  return short === '' ? null : short;
};

/** Symptom or service in the catalogue's words, so that they come in the customer's language. */
const matterOf = ({ case: { facts }, policy }: CustomerTextInput): Phrase => {
  const product = policy.products.find(({ id }) => id === facts.product);
  return (
    chosenWords(policy.questions, facts, 'symptom') ??
    chosenWords(policy.questions, facts, 'workload') ??
    phrase(product?.says ?? 'customer.matter.unknown')
  );
};

/** What the customer wrote to us. What an agent typed to open a case may be the agent's own words: never quoted. */
const customersOwn = ({ talk, words }: Case): string | undefined =>
  talk?.openedBy == null ? undefined : words?.text;

const visible = (input: CustomerTextInput): Visible => {
  const { facts, number, incidentId } = input.case;
  return {
    label: caseLabel(number),
    customerWords: cut(customersOwn(input.case), longestQuote),
    title: cut(facts.title, longestQuote),
    matter: matterOf(input),
    since: cut(facts.startedAt, longestQuote),
    affected: cut(facts.affectedUsers, longestQuote),
    incident: cut(incidentId ?? undefined, 60),
    workaround: cut(facts.workaround, longestQuote),
    operator: phrase(`customer.operator.${facts.cloud === '21vianet' ? '21vianet' : 'microsoft'}`),
  };
};

const understood = ({ customerWords, title, matter }: Visible): Phrase => {
  if (customerWords !== null) return phrase('customer.you-wrote', { words: typed(customerWords) });
  return phrase('customer.about', { matter: title === null ? matter : typed(title) });
};

/** The agent's part of the text. */
const written = ({ needs }: CustomerTextInput): readonly Phrase[] =>
  needs.text === null || needs.text.trim() === '' ? [] : [typed(needs.text.trim())];

const instant = /^\d{4}-\d{2}-\d{2}T.+(Z|[+-]\d{2}:\d{2})$/;

const since = ({ since: start }: Visible, zone: Zone): PhraseValue | null => {
  if (start === null) return null;
  return instant.test(start) && !Number.isNaN(Date.parse(start)) ? { instant: start, zone } : typed(start);
};

const line = (key: string, name: string, value: PhraseValue | null): readonly Phrase[] =>
  value === null ? [] : [phrase(key, { [name]: value })];

const typedLine = (key: string, name: string, text: string | null): readonly Phrase[] =>
  line(key, name, text === null ? null : typed(text));

const incidentLines = ({ incident, workaround, operator }: Visible): readonly Phrase[] => [
  incident === null
    ? phrase('customer.status.known-incident-unnamed', { operator })
    : phrase('customer.status.known-incident', { operator, incident: typed(incident) }),
  ...typedLine('customer.meanwhile', 'workaround', workaround),
];

/** Consent alone is a question of its own; "the following" needs something to follow. */
const needLines = (input: CustomerTextInput, { operator }: Visible): readonly Phrase[] => {
  const text = written(input);
  return [
    ...(text.length === 0 && input.needs.diagnosticsConsent
      ? []
      : [phrase('customer.status.need-something')]),
    ...text,
    ...(input.needs.diagnosticsConsent ? [phrase('customer.need.consent', { operator })] : []),
  ];
};

const statusLines = (input: CustomerTextInput, seen: Visible): readonly Phrase[] => {
  switch (input.situation) {
    case 'known-incident':
      return incidentLines(seen);
    case 'need-something':
      return needLines(input, seen);
    case 'own-words':
      return written(input);
    case 'received':
    case 'with-microsoft':
    case 'with-21vianet':
    case 'with-vendor':
    case 'with-provider':
    case 'they-answered':
    case 'they-closed':
    case 'solved':
      return [phrase(`customer.status.${input.situation}`)];
  }
};

/** What we are good for and when we write again. A solved case promises neither. */
const promiseLines = ({ situation, nextUpdateAt }: CustomerTextInput, zone: Zone): readonly Phrase[] => {
  if (situation === 'solved') return [phrase('customer.comes-back')];
  return [
    phrase('customer.responsible'),
    nextUpdateAt === null
      ? phrase('customer.next.news')
      : phrase('customer.next.at', { at: { instant: nextUpdateAt, zone } }),
  ];
};

const languageOf = ({ customer, profile, language }: CustomerTextInput): Locale =>
  language ?? customer?.language ?? profile.language;

/** The partner's words in the customer's language; where there are none, in the desk's own, else as they are. */
const inLanguage = (words: OwnWords, wanted: Locale, own: Locale): string =>
  typeof words === 'string' ? words : (words[wanted] ?? words[own] ?? Object.values(words)[0] ?? '');

/** The four facts a partner states about its support: what is offered, when, how to reach it, and the price if any. */
const supportLines = (input: CustomerTextInput, zone: Zone): readonly Phrase[] => {
  const { profile, now } = input;
  const language = languageOf(input);
  const { languages, hours, contactMethod, priceText } = profile.support;
  return [
    phrase('customer.support', {
      company: profile.name,
      languages: languages.map(languageName),
      hours: localHours(hours, zone, now),
      contact: typed(inLanguage(contactMethod, language, profile.language)),
    }),
    ...typedLine(
      'customer.price',
      'price',
      cut(priceText === null ? undefined : inLanguage(priceText, language, profile.language), longestQuote),
    ),
  ];
};

/** An indirect provider's customer is the reseller, who has to know which of his customers this is about. */
const addressee = ({ customer, profile }: CustomerTextInput): readonly Phrase[] =>
  customer !== null && (customer.partnerType ?? profile.partnerType) === 'indirect-provider'
    ? [phrase('customer.for-reseller', { name: customer.name })]
    : [];

const secretKinds: ReadonlySet<string> = new Set(['fraud', 'breach', 'vulnerability']);

const refusal = ({ case: { sensitive, facts } }: CustomerTextInput): string | null => {
  if (sensitive || secretKinds.has(facts.issueKind ?? '')) return 'customer.refused.sensitive';
  return facts.subject === 'own-tenant' ? 'customer.refused.own-tenant' : null;
};

/**
 * The text for a customer, line by line, each line a paragraph. Refused for fraud, breach, vulnerability and
 * whatever is marked sensitive, because an attacker may read the customer's tenant, and where there is no customer.
 */
export const customerText = (input: CustomerTextInput): CustomerText => {
  const refused = refusal(input);
  if (refused !== null) return { kind: 'refused', says: phrase(refused) };
  const seen = visible(input);
  const zone = input.customer?.zone ?? input.profile.contact.zone;
  const told = input.situation !== 'solved';
  return {
    kind: 'text',
    language: languageOf(input),
    lines: [
      phrase('customer.heading', { number: seen.label, company: input.profile.name }),
      ...addressee(input),
      understood(seen),
      ...(told ? line('customer.since', 'since', since(seen, zone)) : []),
      ...(told ? typedLine('customer.affected', 'users', seen.affected) : []),
      ...statusLines(input, seen),
      ...promiseLines(input, zone),
      ...supportLines(input, zone),
    ],
  };
};
