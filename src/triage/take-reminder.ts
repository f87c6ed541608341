import { onTheWall } from '../clocks/wall-clock.ts';
import type { Policy } from '../policy/policy.ts';
import { chainRow, remindersOf, told } from './aftermath.ts';
import { caseLabel, type Case } from './case.ts';
import type { Noted } from './event.ts';
import { noted } from './event.ts';
import { nextDigestAt } from './digest.ts';
import { alert, eventSays, leadNotices, leadPost } from './lead-notice.ts';
import { deskZone, onCallAt } from './on-call.ts';
import { phrase, type Phrase } from './phrase.ts';
import { ownedBy } from './step-lead.ts';
import { toldChange } from './take-told.ts';
import { changeTurn } from './turn-change.ts';
import { nothing } from './turn-parts.ts';
import type { Known, OutgoingRow, Reminder, ReminderRow, Turn } from './turn.ts';
import type { LeadEvent } from '../policy/desk-rows.ts';

/** Who stands in the record for what happened because of the time alone. */
const byItself = { id: 'handoff', name: 'Handoff' } as const;

/** What is set when a case's clocks are, and forgotten with them. */
type OfClock = Extract<Reminder, { of: 'clock' | 'chain' }>;

const keyOf = (reminder: OfClock): string =>
  reminder.of === 'clock'
    ? `${reminder.caseId}|${reminder.clock}|${reminder.threshold}`
    : `${reminder.caseId}|chain|${reminder.step}`;

/** The reminder as the case wants it now; null: it wants it no more. */
const wantedNow = (about: Case, reminder: OfClock, known: Known, policy: Policy): ReminderRow | null =>
  remindersOf(about, known, policy).find(({ key }) => key === keyOf(reminder)) ?? null;

const itself = (known: Known): Known => ({
  ...known,
  person: { ...known.person, id: byItself.id, name: byItself.name },
});

const overEvents: Readonly<Record<string, LeadEvent>> = {
  unfiled: 'unfiled-over',
  'asks-us': 'asks-us-over',
  vendor: 'vendor-over',
  handling: 'handling-over',
  update: 'update-over',
};

const ownerSays = (clock: string, about: Case): Phrase =>
  phrase(`alert.${clock}-soon`, { label: caseLabel(about.number) });

/** Whoever waits for a lead's word cannot file: the lead hears of that clock, the owner of nothing he could do. */
const canDoNothing = (clock: string, { follow }: Case): boolean =>
  clock === 'unfiled' && follow.approval?.state === 'wanted';

/** Three quarters are used: the owner hears, with a text to paste where somebody has to be written to. */
const tellOwner = (about: Case, clock: string, { now }: Known): Turn => {
  if (canDoNothing(clock, about)) return nothing;
  const chase = clock === 'vendor' ? 'vendor' : clock === 'update' ? 'customer' : null;
  const notice = { event: `${clock}-soon`, says: ownerSays(clock, about), chase } as const;
  return { ...nothing, rows: [alert(about, { to: 'person', personId: about.owner }, notice, now)] };
};

type Change = {
  readonly after: Case;
  readonly noted: readonly Noted[];
  readonly rows: readonly OutgoingRow[];
};

const changing = (before: Case, change: Change, known: Known, policy: Policy): Turn =>
  changeTurn({ before, ...change }, itself(known), policy);

const tellLeads = (event: LeadEvent, about: Case, known: Known, policy: Policy): Turn =>
  changing(
    about,
    {
      after: told(event, about, known, policy),
      noted: [noted('clock-over', { event })],
      rows: leadNotices(event, about, known, policy),
    },
    known,
    policy,
  );

/** Nobody took what was offered: the lead on call owns it from now on; without a schedule it stays, and is told. */
const notAccepted = (about: Case, known: Known, policy: Policy): Turn => {
  const lead = onCallAt(known.desk, known.now, deskZone(known.desk, known.profile));
  const after =
    lead === null ? { ...about, follow: { ...about.follow, offeredTo: null } } : ownedBy(about, lead);
  return changing(
    about,
    {
      after: told('not-accepted', after, known, policy),
      noted: [noted('not-accepted', { owner: after.owner })],
      rows: leadNotices('not-accepted', after, known, policy),
    },
    known,
    policy,
  );
};

const clockTurn = (about: Case, clock: string, threshold: string, at: Settled): Turn => {
  const { known, policy } = at;
  if (clock === 'offer') return notAccepted(about, known, policy);
  if (threshold === 'owner') return tellOwner(about, clock, known);
  const event = overEvents[clock];
  return event === undefined ? nothing : tellLeads(event, about, known, policy);
};

type Settled = { readonly known: Known; readonly policy: Policy };

/** Nobody acknowledged: the next of the chain is told, and the one after that gets a reminder of its own. */
const chainTurn = (about: Case, step: number, { known, policy }: Settled): Turn => {
  const row = chainRow(about, step, policy, known.desk);
  if (row === null) return nothing;
  const rows =
    row.tells === 'lead-room'
      ? [leadPost(about, known.now, false), roomAlert(about, known)]
      : [alert(about, { to: row.tells }, { event: 'chain', says: eventSays('chain', about) }, known.now)];
  const after = { ...about, follow: { ...about.follow, chain: { step, since: known.now } } };
  return changing(
    about,
    { after, noted: [noted('chain-moved', { step, tells: row.tells })], rows },
    known,
    policy,
  );
};

/** A rewritten post wakes nobody, so the whole room gets one line of its own. */
const roomAlert = (about: Case, { now }: Known): OutgoingRow =>
  alert(about, { to: 'lead-room' }, { event: 'chain', says: eventSays('chain', about) }, now);

const toldTurn = (
  about: Case,
  reminder: Extract<Reminder, { of: 'told' }>,
  { known, policy }: Settled,
): Turn => {
  const change = toldChange(about, reminder, known);
  return change === null ? nothing : changeTurn(change, itself(known), policy);
};

const digestTurn = (known: Known): Turn => {
  const { desk, profile, now } = known;
  const today = onTheWall(now, deskZone(desk, profile)).date;
  const dueAt = nextDigestAt(now, desk, profile);
  const reminders = dueAt === null ? [] : [{ key: 'digest', dueAt, reminder: { of: 'digest' as const } }];
  if (desk.settings.digestAt === null || desk.settings.lastDigestOn === today)
    return { ...nothing, reminders };
  return {
    ...nothing,
    reminders,
    desk: {
      ...desk,
      version: desk.version + 1,
      settings: { ...desk.settings, lastDigestOn: today },
    },
    rows: [
      {
        key: `digest|${today}`,
        dueAt: now,
        recipient: { to: 'lead-room' },
        picture: { card: 'digest', days: 1 },
        sendClass: 'at-most-once',
        replacesCard: false,
      },
    ],
  };
};

/**
 * A reminder that came due, as a turn. `known.case` is the case it names, `known.person` that case's owner. What is no
 * longer true says nothing: the case may have moved on since the reminder was set.
 */
export const takeReminder = (known: Known, reminder: Reminder, policy: Policy): Turn => {
  if (reminder.of === 'digest') return digestTurn(known);
  const about = known.case;
  if (about !== null && reminder.of === 'told') return toldTurn(about, reminder, { known, policy });
  if (about === null || reminder.of === 'told') return nothing;
  const wanted = wantedNow(about, reminder, known, policy);
  if (wanted === null) return nothing;
  // Hours or minutes were changed meanwhile: it comes back at its new time.
  if (Date.parse(wanted.dueAt) > Date.parse(known.now)) return { ...nothing, reminders: [wanted] };
  const at = { known, policy };
  return reminder.of === 'chain'
    ? chainTurn(about, reminder.step, at)
    : clockTurn(about, reminder.clock, reminder.threshold, at);
};
