/** The lines that tell what happened: title, impact, the customer's words, what was checked. */
import type { ProductRow } from '../policy/policy.ts';
import {
  chosenPhrase,
  deskText,
  factPhrase,
  filled,
  inputValue,
  languageName,
  list,
  textFact,
  type PacketContext,
} from './packet-context.ts';
import { shorten, timePhrase, written } from './packet-text.ts';
import { phrase, typed, type Phrase } from './phrase.ts';
import { talkOf } from './talk.ts';

/** Budgets of the title's typed parts, in code points. Together with the fixed words they stay below 250. */
const budget = { matter: 110, product: 50, customer: 60 };

const customersWords = ({ case: { words, facts } }: PacketContext): string | null =>
  filled(words?.text) ?? filled(facts.description);

const productName = ({ policy, case: { facts } }: PacketContext): Phrase => {
  const row: ProductRow | undefined = policy.products.find(({ id }) => id === facts.product);
  return row === undefined ? phrase('packet.product.unknown') : phrase(row.says);
};

/** The service as the agent named it, else the product family. */
export const service = (context: PacketContext): Phrase =>
  factPhrase(context, 'workload') ?? productName(context);

const kindOf = ({ case: { facts } }: PacketContext): string =>
  facts.issueKind === 'technical' && facts.breakFix === false ? 'how-to' : (facts.issueKind ?? 'technical');

const cut = (text: string | null, most: number): Phrase | null =>
  text === null ? null : typed(shorten(text, most));

/** A fact for the title: bare, because the mark of its language stands in the description. */
const titlePart = (
  context: PacketContext,
  field: 'workload' | 'title' | 'symptom',
  most: number,
): Phrase | null => chosenPhrase(context, field) ?? cut(textFact(context, field), most);

const matter = (context: PacketContext): Phrase =>
  titlePart(context, 'title', budget.matter) ??
  titlePart(context, 'symptom', budget.matter) ??
  cut(customersWords(context), budget.matter) ??
  phrase(`packet.kind.${kindOf(context)}`);

const titleCustomer = ({ customer, case: { facts }, profile, row }: PacketContext): string | null => {
  if (row.actor === 'msrc') return null;
  if (facts.subject === 'own-tenant') return profile.contact.company;
  return filled(customer?.domain) ?? filled(facts.customer);
};

/** `[Sev A] product – matter – customer`, at most 250 code points; what is unknown is left out. */
export const title = (context: PacketContext): readonly Phrase[] => {
  const { severity } = context;
  const customer = titleCustomer(context);
  const product = titlePart(context, 'workload', budget.product) ?? productName(context);
  const parts = { product, matter: matter(context) };
  const whole =
    customer === null
      ? phrase('packet.title', parts)
      : phrase('packet.title.customer', { ...parts, customer: shorten(customer, budget.customer) });
  return [severity === null ? whole : phrase('packet.title.severity', { severity, title: whole })];
};

/** Keywords for a free topic search; no topic tree is invented. */
export const keywords = (context: PacketContext): readonly Phrase[] => {
  const symptom = factPhrase(context, 'symptom');
  return symptom === null
    ? [service(context)]
    : [phrase('packet.keywords', { service: service(context), symptom })];
};

const startedAt = (context: PacketContext): Phrase | null => {
  const since = textFact(context, 'startedAt');
  if (since === null) return null;
  const time = timePhrase(since, context.clock);
  return 'typed' in time ? deskText(context, since) : time;
};

/** How bad, for how many, where, since when: one sentence, first in the text where the form has no severity. */
export const impact = (context: PacketContext): readonly Phrase[] => {
  const { facts, severity } = context;
  if (facts.impact === undefined) return [];
  const values = {
    users: factPhrase(context, 'affectedUsers') ?? phrase('packet.users-unknown'),
    environment: phrase(
      facts.production === false ? 'packet.environment.test' : 'packet.environment.production',
    ),
    since: startedAt(context) ?? phrase('packet.since-unknown'),
    level: phrase(`packet.impact.${facts.impact}`),
  };
  return severity === null || context.row.actor === '21vianet'
    ? [phrase('packet.impact', values)]
    : [phrase('packet.impact-severity', { ...values, severity })];
};

/** The customer's own words, untouched, marked with their language where it is known. */
export const words = ({ case: { words: pasted } }: PacketContext): readonly Phrase[] => {
  const text = filled(pasted?.text);
  if (text === null || pasted === null) return [];
  return pasted.language === null
    ? [phrase('packet.words', { words: typed(text) })]
    : [phrase('packet.words-in', { language: languageName(pasted.language), words: typed(text) })];
};

/** The agent's description, unless it repeats customer's words that stand in the form already. */
export const description = (context: PacketContext): readonly Phrase[] => {
  const text = textFact(context, 'description');
  const pasted = context.row.actor === 'msrc' ? null : context.case.words;
  if (text === null || text === pasted?.text.trim()) return [];
  return [phrase('packet.description', { text: written(text, context.row.packetLanguage, null) })];
};

export const symptom = (context: PacketContext): readonly Phrase[] => {
  const what = factPhrase(context, 'symptom');
  return what === null ? [] : [phrase('packet.symptom', { what })];
};

/** Said of everything that is not plainly broken: the other lines tell a fault by themselves. */
export const about = (context: PacketContext): readonly Phrase[] => {
  const kind = kindOf(context);
  return kind === 'technical'
    ? []
    : [phrase('packet.about', { kind: phrase(`packet.kind.${kind}`), service: service(context) })];
};

/** Which of the published grounds for a hand-over applies. */
export const ground = ({ case: { facts } }: PacketContext): readonly Phrase[] =>
  facts.category === undefined || facts.category === 'none'
    ? []
    : [phrase(`packet.ground.${facts.category}`)];

const healthResult = ({ knownIncident, incidentOverride }: PacketContext['case']['facts']): string => {
  if (knownIncident === undefined) return 'packet.health.no-result';
  return knownIncident === 'active-match'
    ? `packet.health.${incidentOverride === 'engineering-help' ? 'engineering-help' : 'active-no-match'}`
    : `packet.health.${knownIncident}`;
};

/** When service health was checked and what stood there. Nothing is claimed that nobody checked. */
export const health = (context: PacketContext): readonly Phrase[] => {
  const { facts, healthCheckedAt, incidentId } = context.case;
  if (facts.healthChecked !== true) return [];
  const id = filled(incidentId);
  return [
    phrase(healthResult(facts), {
      time:
        healthCheckedAt === null ? phrase('packet.time.unknown') : timePhrase(healthCheckedAt, context.clock),
      incident: id === null ? phrase('packet.incident-unnamed') : typed(id),
    }),
  ];
};

/** What 21Vianet judges by: each thing we lack is a sentence of its own. */
export const lacking = (context: PacketContext): readonly Phrase[] => {
  const given = context.case.facts.reason21v;
  const reasons = given === undefined ? [] : typeof given === 'string' ? [given] : given;
  return reasons
    .filter((reason) => reason !== 'none')
    .map((reason) => phrase(`packet.lacking.${reason}`, { service: service(context) }));
};

/** Which of the two things we ask the provider for: to file, or to let us file. */
export const providerAsk = (context: PacketContext): readonly Phrase[] => {
  if (inputValue(context, 'providerAsk') !== 'grant') return [phrase('packet.provider.file')];
  const subscription = inputValue(context, 'subscriptionId');
  return [
    phrase('packet.provider.grant', {
      to: typed(inputValue(context, 'grantTo') ?? context.profile.contact.company),
      subscription: subscription === null ? phrase('packet.subscription-unknown') : typed(subscription),
    }),
  ];
};

export const started = (context: PacketContext): readonly Phrase[] => list(startedAt(context));

const mostFileNames = 20;

/** Files the customer named in the talk, each once: they lie with the desk's chat, the form gets them by hand. */
export const attachments = ({ case: subject }: PacketContext): readonly Phrase[] => {
  const names = talkOf(subject).messages.flatMap((one) =>
    one.from === 'customer' ? one.files.map(({ name }) => name) : [],
  );
  const shown = [...new Set(names)].slice(0, mostFileNames).join(', ');
  return shown === '' ? [] : [phrase('packet.attachments', { names: typed(shorten(shown, 400)) })];
};
