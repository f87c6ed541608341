/** The clocks of a case as people read them: how long still, or why not. */
import type { ClockReading } from '../clocks/clock.ts';
import { onTheWall } from '../clocks/wall-clock.ts';
import { clocksOf } from '../triage/case-clocks.ts';
import type { Case } from '../triage/case.ts';
import type { Instant } from '../triage/desk.ts';
import { phrase, typed, type Phrase } from '../triage/phrase.ts';
import { optional } from './buttons.ts';
import type { CardContext } from './context.ts';
import type { JsonObject } from './expand.ts';
import { asksUs, holderWords, lastSign, vendorWords } from './holder-words.ts';
import { spanBetween } from './span.ts';
import { timeOfDay } from './time.ts';
import type { Voice } from './voice.ts';

/** A clock this far used up is shown as one to look at. */
const warningShare = 0.75;

/** A case about to be shown with its clocks. */
export type Timed = { readonly case: Case; readonly context: CardContext; readonly voice: Voice };

/** A moment for a reader who knows what day it is: today's without the date. */
export const whenWords = (
  instant: Instant,
  { context: { now, zone, locale } }: Pick<Timed, 'context'>,
): Phrase =>
  onTheWall(instant, zone).date === onTheWall(now, zone).date
    ? typed(timeOfDay(instant, zone, locale))
    : phrase('card.moment', { at: { instant, zone } });

/** All clocks of a case as they stand when it is shown. */
export const readingsOf = (
  subject: Case,
  { policy, around, profile, now }: CardContext,
): readonly ClockReading[] => clocksOf(subject, { policy, desk: around.desk, profile, now });

const toneOfClock = ({ state, share }: ClockReading): string => {
  if (state === 'over') return 'Attention';
  if (state !== 'running') return 'Default';
  return (share ?? 0) >= warningShare ? 'Warning' : 'Good';
};

/** Whether a lead should look at it: used up by three quarters or more. */
export const isAtRisk = ({ state, share }: ClockReading): boolean =>
  state === 'over' || (state === 'running' && (share ?? 0) >= warningShare);

const labelOf = ({ clock }: ClockReading, { case: subject, context, voice }: Timed): string =>
  voice.say(`card.clock.${clock}`, { who: vendorWords(subject, context.policy) });

/** Why nothing runs, in words; every clock has its own ways of standing still. */
const whyOff = (clock: ClockReading['clock'], { case: subject }: Timed): Phrase => {
  const { stage, decision } = subject;
  if (stage.at === 'closed') return phrase('card.clock.why.closed');
  if (clock === 'update') return phrase('card.clock.why.not-promised');
  if (stage.at === 'intake' || decision === null) return phrase('card.clock.why.no-verdict');
  if (clock === 'unfiled')
    return phrase(`card.clock.why.${stage.at === 'handed-over' ? 'filed' : 'not-needed'}`);
  if (clock === 'handling') return phrase('card.clock.why.no-target');
  if (stage.at === 'decided') return phrase('card.clock.why.not-filed');
  return phrase(lastSign(subject) === null ? 'card.clock.why.no-target' : 'card.clock.why.answered');
};

const whyPaused = ({ case: subject, context }: Timed): Phrase =>
  subject.follow.holder === 'customer'
    ? phrase('card.clock.why.customer-has-it')
    : phrase('card.clock.why.vendor-has-it', { who: holderWords(subject, context.policy) });

const valueOf = (reading: ClockReading, timed: Timed): { readonly value: Phrase; readonly note: Phrase } => {
  const { context } = timed;
  const { state, dueAt } = reading;
  if (state === 'paused') return { value: phrase('card.clock.paused'), note: whyPaused(timed) };
  if (state === 'off' || dueAt === null)
    return { value: phrase('card.clock.not-running'), note: whyOff(reading.clock, timed) };
  const at = whenWords(dueAt, timed);
  const span = spanBetween(context.now, dueAt);
  return state === 'over'
    ? { value: phrase('card.clock.over', { span }), note: phrase('card.clock.was-due', { at }) }
    : { value: phrase('card.clock.left', { span }), note: phrase('card.clock.due', { at }) };
};

const clockView = (reading: ClockReading, timed: Timed): JsonObject => {
  const { value, note } = valueOf(reading, timed);
  return {
    label: labelOf(reading, timed),
    value: timed.voice.words(value),
    tone: toneOfClock(reading),
    note: optional(timed.voice.words(note)),
  };
};

/** One row per clock, in the order of a case's life. What was filed needs no clock for filing any more. */
export const clockRows = (timed: Timed): readonly JsonObject[] =>
  readingsOf(timed.case, timed.context)
    .filter(({ clock, state }) => clock !== 'unfiled' || state !== 'off')
    .map((reading) => clockView(reading, timed));

/** A clock in two or three words, for a line of a table or a toast: "18 min left", "paused". */
export const clockWords = (reading: ClockReading, timed: Timed): Phrase => valueOf(reading, timed).value;

/** The clock a lead has to know of: what is over before what runs, and of those what is due first. */
export const mostUrgent = (clocks: readonly ClockReading[]): ClockReading | null =>
  clocks
    .filter(({ state, dueAt }) => dueAt !== null && (state === 'over' || state === 'running'))
    .toSorted((one, other) => (one.dueAt ?? '').localeCompare(other.dueAt ?? ''))[0] ?? null;

export type Big = { readonly text: Phrase; readonly says: Phrase; readonly tone: string };

/** How long still, readable from across the room, and who waits for what. Null: no clock runs. */
export const bigOf = (timed: Timed): Big | null => {
  const { case: subject, context } = timed;
  const who = vendorWords(subject, context.policy);
  const asked = lastSign(subject);
  if (asksUs(subject) && asked !== null) {
    const text = spanBetween(asked.mark.at, context.now);
    return { text, says: phrase('card.big.asks-us', { who }), tone: 'Attention' };
  }
  const reading = mostUrgent(readingsOf(subject, context));
  if (reading?.dueAt == null) return null;
  const how = reading.state === 'over' ? 'over' : 'left';
  const says = phrase(`card.big.${reading.clock}.${how}`, { who });
  return { text: spanBetween(context.now, reading.dueAt), says, tone: toneOfClock(reading) };
};

/** The big number as the layouts take it: none or one column. */
export const bigView = (big: Big | null, voice: Voice): readonly JsonObject[] =>
  big === null ? [] : [{ text: voice.words(big.text), says: voice.words(big.says), tone: big.tone }];
