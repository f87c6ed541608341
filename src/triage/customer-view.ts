import type { PolicyRows } from '../policy/policy.ts';
import { situationOf } from './customer-situation.ts';
import type { Case } from './case.ts';
import type { Instant } from './desk.ts';
import { talkOf, type TalkMessage } from './talk.ts';

/*
 * A case as its customer may know it. Where it stands comes from the same table as the messages: never who works on
 * it, why, by which rule, or at which door beyond the company that was asked.
 */

/** Where a case stands for its customer; each has a sentence in the texts (`customer-state.<id>`). */
export const customerStates = [
  'received',
  'in-work',
  'need-something',
  'with-microsoft',
  'with-21vianet',
  'with-vendor',
  'with-provider',
  'known-incident',
  'solved',
  'closed',
] as const;
export type CustomerState = (typeof customerStates)[number];

type DeskMessage = Extract<TalkMessage, { from: 'desk' }>;

/** What we last asked them for, if they have not written since. */
export const openQuestion = (about: Case): DeskMessage | null => {
  const said = talkOf(about).messages;
  const asked = said.findLastIndex((one) => one.from === 'desk' && one.situation === 'need-something');
  const message = said[asked];
  const isAnswered = said.slice(asked + 1).some(({ from }) => from === 'customer');
  return message?.from === 'desk' && !isAnswered ? message : null;
};

/** Whether it is their move. */
export const waitsForThem = (about: Case): boolean =>
  about.stage.at !== 'closed' && (about.follow.holder === 'customer' || openQuestion(about) !== null);

export const customerState = (about: Case, policy: Pick<PolicyRows, 'doors'>): CustomerState => {
  if (waitsForThem(about)) return 'need-something';
  const situation = situationOf(about, policy);
  if (situation === null) return 'closed';
  if (situation === 'received') return about.stage.at === 'intake' ? 'received' : 'in-work';
  return customerStates.find((state) => state === situation) ?? 'in-work';
};

/** Since when it stands there, as far as the customer may know: reported, asked, handed over or ended. */
export const customerSince = (about: Case): Instant => {
  const { stage, openedAt } = about;
  if (stage.at === 'closed') return stage.closedAt;
  const asked = openQuestion(about);
  if (asked !== null) return asked.at;
  return stage.at === 'handed-over' ? stage.filing.filedAt : openedAt;
};

/** The promise that still stands; a case that is over promises nothing. */
export const customerNextUpdate = ({ stage, follow }: Case): Instant | null =>
  stage.at === 'closed' ? null : follow.nextUpdateAt;

const longestTitle = 90;

/**
 * What a customer calls it: their own first words, else the headline their messages name. What an agent typed to open
 * a case is the agent's, and may name others.
 */
export const customerTitle = (about: Case): string => {
  const first = talkOf(about).messages.find(({ from }) => from === 'customer');
  const own = first?.from === 'customer' ? first.text : (about.facts.title ?? '');
  const line = own.trim().split(/\r?\n/u)[0]?.trim() ?? '';
  const points = [...line];
  return points.length <= longestTitle
    ? line
    : `${points
        .slice(0, longestTitle - 1)
        .join('')
        .trimEnd()}…`;
};

/** Messages of the desk that are not theirs to read yet: they wait for the morning. */
const isOut = (message: TalkMessage, now: Instant): boolean =>
  message.from === 'customer' ||
  message.delivery.state !== 'waiting' ||
  Date.parse(message.delivery.goesAt) <= Date.parse(now);

/** What was said so far, oldest first, as both sides wrote it. */
export const customerHistory = (about: Case, now: Instant): readonly TalkMessage[] =>
  talkOf(about).messages.filter((message) => isOut(message, now));

const secretKinds: ReadonlySet<string> = new Set(['fraud', 'breach', 'vulnerability']);

/** Private, or about to be: the answer that makes it so may not have been weighed yet. */
const isSecret = ({ sensitive, facts }: Case): boolean =>
  sensitive || facts.subject === 'own-tenant' || secretKinds.has(facts.issueKind ?? '');

/**
 * Whether a case is anything to its customer yet. A draft of the desk may still be about somebody else, and a draft
 * that was thrown away never was a case.
 */
export const isTheirs = (about: Case): boolean => {
  const { openedBy, messages } = talkOf(about);
  const isDraft =
    about.stage.at === 'intake' || (about.stage.at === 'closed' && about.stage.how === 'cancelled');
  return !isSecret(about) && (!isDraft || openedBy !== null || messages.length > 0);
};
