import { instantOf } from '../clocks/wall-clock.ts';
import type { Instant, Zone } from './desk.ts';
import type { DeskState, LeadRef, OnCall } from './desk-state.ts';
import { mondayOf, rotationNow } from './on-call.ts';
import { isDay, wrong, type Inputs, type ReadSetting } from './typed-setting.ts';

/** By the desk's own id, or by the object id alone. */
const leadOf = (chosen: string, { leads }: DeskState): LeadRef | null => {
  const id = chosen.trim().toLowerCase();
  const lead = leads.find(({ personId }) => personId === id || personId.endsWith(`/${id}`));
  return lead === undefined ? null : { personId: lead.personId, name: lead.name };
};

/** A choice must have a value on a card, so the empty place has one too. */
const isNobody = (id: string): boolean => id.trim() === '' || id === 'nobody';

const mostTurns = 8;
/** Each turn offers every lead, so the more leads there are, the fewer turns fit on a card. */
const mostChoices = 100;

/** Which turns of the rotation a card shows: `turns` of them from the one at `from`, counted from 0. */
export type ShownTurns = { readonly from: number; readonly turns: number };

const countIn = (text: string | undefined, most: number): number | null => {
  const count = text === undefined || !/^\d{1,3}$/.test(text) ? null : Number(text);
  return count === null ? null : Math.min(count, most);
};

/** A longer rotation has several pages; what a card shows is sent with it. Limit: about thirty leads. */
export const shownTurns = (inputs: Inputs, { onCall, leads }: DeskState): ShownTurns => {
  const fitting = Math.floor(mostChoices / (leads.length + 1)) - 2;
  const even = 2 * Math.floor(fitting / 2);
  return {
    from: countIn(inputs['from'], onCall.rotation.length) ?? 0,
    turns: countIn(inputs['turns'], mostTurns) ?? Math.max(2, Math.min(mostTurns, even)),
  };
};

/**
 * Turns are chosen one by one (`rotation1`, `rotation2`, …, counted from the beginning of the whole rotation) or sent
 * as one list; a turn left empty is skipped. Turns that the card did not show stay as they are.
 */
const turnsIn = (inputs: Inputs, desk: DeskState): readonly string[] => {
  const whole = inputs['rotation'];
  if (whole !== undefined) return whole.split(',').filter((id) => !isNobody(id));
  const { from, turns } = shownTurns(inputs, desk);
  const now = rotationNow(desk).map(({ personId }) => personId);
  const sent = Array.from({ length: turns }, (_, at) => inputs[`rotation${from + at + 1}`] ?? '');
  return [...now.slice(0, from), ...sent, ...now.slice(from + turns)].filter((id) => !isNobody(id));
};

/** The rotation in the order given; it turns every Monday from the week of `startsOn`. */
export const readRotation = (inputs: Inputs, desk: DeskState, today: string): ReadSetting<OnCall> => {
  const ids = turnsIn(inputs, desk);
  const rotation = ids.map((id) => leadOf(id, desk)).filter((lead) => lead !== null);
  const startsOn = (inputs['startsOn'] ?? '').trim();
  const chosen = inputs['backup'] ?? '';
  const backupId = isNobody(chosen) ? '' : chosen;
  const backup = leadOf(backupId, desk);
  const isStart = startsOn === '' || isDay(startsOn);
  const monday = mondayOf(startsOn === '' || !isStart ? today : startsOn);
  return {
    value: { ...desk.onCall, rotation, startsOn: rotation.length === 0 ? null : monday, backup },
    problems: [
      ...(rotation.length === ids.length ? [] : wrong('rotation', 'problem.lead-unknown')),
      ...(backupId === '' || backup !== null ? [] : wrong('backup', 'problem.lead-unknown')),
      ...(isStart ? [] : wrong('startsOn', 'problem.date')),
    ],
  };
};

const mostOverrides = 50;

/** An exception to the rotation, in the wall clock of whoever types it. Past ones are forgotten. */
export const readOverride = (
  inputs: Inputs,
  desk: DeskState,
  { now, zone }: { readonly now: Instant; readonly zone: Zone },
): ReadSetting<OnCall> => {
  const lead = leadOf(inputs['lead'] ?? '', desk);
  const from = instantOf(inputs['fromDate'] ?? '', inputs['fromTime'] ?? '', zone);
  const to = instantOf(inputs['toDate'] ?? '', inputs['toTime'] ?? '', zone);
  const isSpan = from !== null && to !== null && Date.parse(from) < Date.parse(to);
  const isAhead = to !== null && Date.parse(to) > Date.parse(now);
  const kept = desk.onCall.overrides.filter((one) => Date.parse(one.to) > Date.parse(now));
  const overrides = lead === null || !isSpan ? kept : [...kept, { from, to, lead }].slice(-mostOverrides);
  return {
    value: { ...desk.onCall, overrides },
    problems: [
      ...(lead === null ? wrong('lead', 'problem.lead-unknown') : []),
      ...(isSpan && isAhead ? [] : wrong('toTime', 'problem.span')),
    ],
  };
};
