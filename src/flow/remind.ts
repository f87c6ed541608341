/**
 * A due reminder becomes a turn: taken with what is known now, and committed together with the reminder's own end.
 * So it happens exactly once, whatever dies in between, and never for a case that has moved on.
 */
import type { Policy } from '../policy/policy.ts';
import type { Texts } from '../texts/texts.ts';
import type { Instant, PartnerProfile, Person } from '../triage/desk.ts';
import { partnerNow } from '../triage/partner-now.ts';
import { takeReminder } from '../triage/take-reminder.ts';
import type { Known } from '../triage/turn.ts';
import { commitOf } from './commit.ts';
import { loadAround, notLoaded } from './load-around.ts';
import type { DueReminder, Settled, Store } from './ports.ts';
import { nobodyAs, type DeskRules } from './who.ts';

/** Null: the turn's own commit ended the reminder. */
type Remind = (due: DueReminder, now: Instant) => Promise<Settled | null>;

type Parts = {
  readonly store: Store;
  readonly policy: Policy;
  readonly profile: PartnerProfile;
  readonly rules: DeskRules;
  readonly texts: Texts;
  readonly nudge: () => void;
};

/** Losing the race this often means somebody works on the case right now. */
const mostTries = 5;
const pauseMs = 5_000;
/** A reminder whose turn failed so often will fail for ever; the log names it each time. */
const lastAttempt = 25;

/** In whose name a reminder speaks where a case's owner is not to be found: the desk itself. */
const theDesk = ({ language, contact, name }: PartnerProfile): Person =>
  nobodyAs({ name, locale: language, zone: contact.zone });

const knownFor = async ({ reminder }: DueReminder, now: Instant, parts: Parts): Promise<Known> => {
  const { store, profile } = parts;
  const about = 'caseId' in reminder ? await store.case(reminder.caseId) : null;
  const owner = about === null ? null : await store.person(about.owner);
  const person = owner ?? theDesk(profile);
  const around = await loadAround(about, {}, now, parts);
  return {
    now,
    zone: person.zone,
    person,
    profile: partnerNow(profile, around.desk),
    partnerFile: profile,
    case: about,
    ...around,
    ...notLoaded,
    fresh: { caseId: '', number: 0 },
  };
};

/** Whether it is over: taken, or dropped by somebody meanwhile. */
const tryOnce = async (due: DueReminder, now: Instant, parts: Parts): Promise<boolean> => {
  const known = await knownFor(due, now, parts);
  const turn = takeReminder(known, due.reminder, parts.policy);
  const keys = { inboundId: null, intent: null, shown: null, settles: due, now };
  const commit = commitOf(turn, keys, ({ customerId }) =>
    customerId === known.customer?.id ? known.customer : null,
  );
  const committed = await parts.store.commit(commit);
  if (committed.kind === 'committed') parts.nudge();
  return committed.kind !== 'stale';
};

export const createRemind =
  (parts: Parts): Remind =>
  async (due, now) => {
    if (due.attempt > lastAttempt) return { kind: 'dead', why: 'its turn kept failing' };
    for (let tries = 1; tries <= mostTries; tries += 1) if (await tryOnce(due, now, parts)) return null;
    const dueAt = new Date(Date.parse(now) + pauseMs).toISOString();
    return { kind: 'again', dueAt, why: 'others kept changing the case' };
  };
