/**
 * The composer: what an agent chose on the card becomes the exact message, whom it goes to, how and when. The preview
 * and the sending both come from here, so that what is sent is what was seen.
 */
import { addBusinessMs } from '../clocks/calendar.ts';
import { instantOf } from '../clocks/wall-clock.ts';
import type { Policy } from '../policy/policy.ts';
import type { Case } from './case.ts';
import { situationsOf } from './customer-situation.ts';
import { customerText } from './customer-text.ts';
import type { Customer, Instant, Locale, PartnerProfile, Zone } from './desk.ts';
import type { DeskState } from './desk-state.ts';
import { deskCalendar } from './on-call.ts';
import { phrase, type Phrase } from './phrase.ts';
import type { Problem } from './picture.ts';
import { proposedPriority } from './priority.ts';
import { goesAt } from './quiet-hours.ts';
import { wayTo, type Reach, type Reachable } from './reachable.ts';
import { talkOf, type Contact, type CustomerSituation, type Way } from './talk.ts';

/** What a composer looks at beside the case: the same for a card that shows it and a turn that sends it. */
export type ComposeContext = {
  readonly now: Instant;
  /** Of the agent, whose clock the promised time is read on. */
  readonly zone: Zone;
  readonly customer: Customer | null;
  readonly profile: PartnerProfile;
  readonly reach: Reach;
  readonly policy: Policy;
};

/** What the agent chose, read and checked. `to` null: nobody the desk can reach, so a text to copy. */
export type Chosen = {
  readonly to: Reachable | null;
  readonly situation: CustomerSituation;
  readonly text: string | null;
  readonly diagnosticsConsent: boolean;
  readonly nextUpdateAt: Instant | null;
};

/** Inputs of the composer's card; its preview carries them on. */
const composerInputs = ['to', 'situation', 'text', 'consent', 'nextDate', 'nextTime'] as const;
type Inputs = Readonly<Record<string, string>>;

/** Of what a card holds, only what the composer asks is carried to the next card. */
export const carriedInputs = (inputs: Inputs): Inputs =>
  Object.fromEntries(
    composerInputs.flatMap((name) => (inputs[name] === undefined ? [] : [[name, inputs[name]]])),
  );

/** The preview carries the text twice beside showing it, in blocks of a line each, and has to fit into one card. */
export const longestOwnText = 1_500;
const mostLines = 40;

/** Situations in which the agent's own words are part of the message. */
const takesWords: readonly CustomerSituation[] = ['need-something', 'own-words'];
const isOver = ({ stage }: Case): boolean => stage.at === 'closed';
/** A promise is asked for as long as the customer has something to wait for. */
const promises = (about: Case, situation: CustomerSituation): boolean =>
  situation !== 'solved' && !isOver(about);

const chosenText = (inputs: Inputs, situation: CustomerSituation): string | null => {
  const text = (inputs['text'] ?? '')
    .trim()
    .slice(0, longestOwnText)
    .split('\n')
    .slice(0, mostLines)
    .join('\n');
  return text === '' || !takesWords.includes(situation) ? null : text;
};

type Promised = { readonly at: Instant | null } | { readonly problem: Problem };

const promised = (inputs: Inputs, { now, zone }: ComposeContext): Promised => {
  const [date, time] = [inputs['nextDate'] ?? '', inputs['nextTime'] ?? ''];
  if (date === '' && time === '')
    return { problem: { input: 'nextTime', says: phrase('problem.next-update') } };
  const at = instantOf(date, time, zone);
  return at === null || Date.parse(at) <= Date.parse(now)
    ? { problem: { input: 'nextTime', says: phrase('problem.not-future') } }
    : { at };
};

/** The addressee chosen; where there is nobody to choose, nobody. */
const addressee = (inputs: Inputs, { reach: { contacts } }: ComposeContext): Reachable | null | 'unknown' => {
  if (contacts.length === 0) return null;
  return contacts.find(({ personId }) => personId === inputs['to']) ?? 'unknown';
};

const wordsProblems = (
  situation: CustomerSituation | undefined,
  text: string | null,
  consent: boolean,
): readonly Problem[] => {
  const isMissing =
    text === null && (situation === 'own-words' || (situation === 'need-something' && !consent));
  return isMissing ? [{ input: 'text', says: phrase('problem.required') }] : [];
};

/** Reads the composer's inputs; everything wrong with them at once. */
export const readChosen = (
  about: Case,
  inputs: Inputs,
  context: ComposeContext,
): { readonly chosen: Chosen } | { readonly problems: readonly Problem[] } => {
  const situation = situationsOf(about, context.policy).find((one) => one === inputs['situation']);
  const to = addressee(inputs, context);
  const text = situation === undefined ? null : chosenText(inputs, situation);
  const diagnosticsConsent = situation === 'need-something' && inputs['consent'] === 'true';
  const next =
    situation === undefined || promises(about, situation) ? promised(inputs, context) : { at: null };
  const problems: readonly Problem[] = [
    ...(to === 'unknown' ? [{ input: 'to', says: phrase('problem.choose') }] : []),
    ...(situation === undefined ? [{ input: 'situation', says: phrase('problem.choose') }] : []),
    ...wordsProblems(situation, text, diagnosticsConsent),
    ...('problem' in next ? [next.problem] : []),
  ];
  if (situation === undefined || to === 'unknown' || 'problem' in next || problems.length > 0)
    return { problems };
  return { chosen: { to, situation, text, diagnosticsConsent, nextUpdateAt: next.at } };
};

/** A message as it would go now; refused where nothing may be written. */
export type Composed = { readonly kind: 'refused'; readonly says: Phrase } | Message;

export type Message = {
  readonly kind: 'message';
  readonly situation: CustomerSituation;
  readonly language: Locale;
  readonly lines: readonly Phrase[];
  readonly to: Contact;
  /** Whom the row is for; null: by name only. */
  readonly toId: string | null;
  readonly way: Way;
  readonly goesAt: Instant;
  readonly nextUpdateAt: Instant | null;
};

/** Where nobody is listed the customer as a whole is named; for a provider's customer, the reseller. */
const byName = ({ customer }: ComposeContext): Contact => ({
  objectId: '',
  name: customer?.reseller?.name ?? customer?.name ?? '',
  email: customer?.reseller?.email ?? null,
});

/** Composes the message in the language of whom it goes to, and settles how and when it goes. */
export const composed = (about: Case, chosen: Chosen, context: ComposeContext): Composed => {
  const { customer, profile, policy, now, reach } = context;
  const { to, situation, nextUpdateAt } = chosen;
  const text = customerText({
    case: about,
    customer,
    profile,
    policy,
    situation,
    now,
    nextUpdateAt,
    needs: { text: chosen.text, diagnosticsConsent: chosen.diagnosticsConsent },
    language: to?.locale ?? null,
  });
  if (text.kind === 'refused') return { kind: 'refused', says: text.says };
  const way = wayTo(to, reach);
  return {
    kind: 'message',
    situation,
    language: text.language,
    lines: text.lines,
    to: to === null ? byName(context) : { objectId: to.objectId, name: to.name, email: to.email },
    toId: to?.personId ?? null,
    way,
    goesAt: way === 'copy' ? now : goesAt(about, customer?.zone ?? profile.contact.zone, now, policy.numbers),
    nextUpdateAt,
  };
};

const later = (at: Instant, ms: number): Instant => new Date(Date.parse(at) + ms).toISOString();
const stepMs = 5 * 60_000;
const roundedUp = (at: Instant): Instant =>
  new Date(Math.ceil(Date.parse(at) / stepMs) * stepMs).toISOString();

/**
 * When the next update is proposed for: what was promised already, else by the desk's priority in its working hours;
 * high priority does not wait for a morning.
 */
export const proposedUpdate = (
  about: Case,
  { now, profile, policy, desk }: ComposeContext & { readonly desk: DeskState },
): Instant => {
  const kept = about.follow.nextUpdateAt;
  if (kept !== null && Date.parse(kept) > Date.parse(now)) return kept;
  const priority = about.facts.deskPriority ?? proposedPriority(about.facts) ?? 'normal';
  const ms = policy.numbers.nextUpdateMinutes[priority] * 60_000;
  const inHours = priority === 'high' ? null : addBusinessMs(now, ms, deskCalendar(desk, profile));
  return roundedUp(inHours ?? later(now, ms));
};

/** Tells two texts apart. Not a secret and not a signature: only the sender's own haste is to be caught. */
const textMark = (text: string): string => {
  let sum = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const point = text.codePointAt(at) ?? 0;
    sum = (sum * 31 + point) % 2_147_483_647;
    if (point > 0xffff) at += 1;
  }
  return sum.toString(36);
};

/** What a preview showed, in short: whom it goes to, how, the text, and how far the talk had come. */
export const markOf = (about: Case, { toId, way, language }: Message, text: string): string =>
  textMark([toId ?? '', way, language, talkOf(about).messages.at(-1)?.id ?? 0, text].join('|'));
