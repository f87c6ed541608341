import { dayAfter, instantOf, isZone, onTheWall } from '../clocks/wall-clock.ts';
import { leadEvents, routeTargets, type RouteTarget } from '../policy/desk-rows.ts';
import type { Policy } from '../policy/policy.ts';
import type { Instant, PartnerProfile, Zone } from './desk.ts';
import type { DeskSettings, DeskState, LeadRef, OnCall } from './desk-state.ts';
import { deskCalendar, mondayOf } from './on-call.ts';
import { openFrom } from '../clocks/calendar.ts';
import { phrase } from './phrase.ts';
import type { Problem, SettingsPart } from './picture.ts';

type Inputs = Readonly<Record<string, string>>;

/** What was typed, read and checked; everything wrong at once. */
export type ReadSetting<T> = { readonly value: T; readonly problems: readonly Problem[] };

const problem = (input: string, key: string): readonly Problem[] => [{ input, says: phrase(key) }];

const isDay = (text: string): boolean => {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : NaN;
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
};
const isTime = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);

/** Dates as people list them: by comma, space or line. */
const daysIn = (text: string): readonly string[] =>
  [...new Set(text.split(/[\s,;、，]+/u).filter((day) => day !== ''))].sort();

const mostDays = 200;

const daysOf = (inputs: Inputs, input: string): ReadSetting<readonly string[]> => {
  const days = daysIn(inputs[input] ?? '');
  const isRight = days.length <= mostDays && days.every(isDay);
  return { value: days, problems: isRight ? [] : problem(input, 'problem.dates') };
};

const calendarPart = (inputs: Inputs, before: DeskSettings): ReadSetting<DeskSettings> => {
  const zone = (inputs['zone'] ?? '').trim();
  const digestAt = (inputs['digestAt'] ?? '').trim();
  const holidays = daysOf(inputs, 'holidays');
  const makeUpDays = daysOf(inputs, 'makeUpDays');
  return {
    value: {
      ...before,
      zone: zone === '' ? null : zone,
      digestAt: digestAt === '' ? null : digestAt,
      holidays: holidays.value,
      makeUpDays: makeUpDays.value,
    },
    problems: [
      ...(zone === '' || isZone(zone) ? [] : problem('zone', 'problem.zone')),
      ...(digestAt === '' || isTime(digestAt) ? [] : problem('digestAt', 'problem.time')),
      ...holidays.problems,
      ...makeUpDays.problems,
    ],
  };
};

const targetOf = (text: string): RouteTarget | null => routeTargets.find((target) => target === text) ?? null;

/** `default` or nothing takes the policy's own route. */
const routingPart = (inputs: Inputs, before: DeskSettings): ReadSetting<DeskSettings> => {
  const said = leadEvents.map((event) => ({ event, text: inputs[`route.${event}`] ?? 'default' }));
  const isOwn = (text: string): boolean => text !== '' && text !== 'default';
  const routing = said.flatMap(({ event, text }) => {
    const target = targetOf(text);
    return target === null ? [] : [[event, target] as const];
  });
  return {
    value: { ...before, routing: Object.fromEntries(routing) },
    problems: said
      .filter(({ text }) => isOwn(text) && targetOf(text) === null)
      .flatMap(({ event }) => problem(`route.${event}`, 'problem.choose')),
  };
};

/** A week: longer waits are no reminder any more. */
const mostMinutes = 7 * 24 * 60;

const isMinutes = (text: string): boolean =>
  /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= mostMinutes;

const clocksPart = (
  inputs: Inputs,
  before: DeskSettings,
  { clocks, escalation }: Policy,
): ReadSetting<DeskSettings> => {
  const said = [...clocks, ...escalation]
    .map(({ id }) => ({ id, text: (inputs[`minutes.${id}`] ?? '').trim() }))
    .filter(({ text }) => text !== '');
  const right = said.filter(({ text }) => isMinutes(text));
  return {
    value: { ...before, minutes: Object.fromEntries(right.map(({ id, text }) => [id, Number(text)])) },
    problems: said
      .filter(({ text }) => !isMinutes(text))
      .flatMap(({ id }) => problem(`minutes.${id}`, 'problem.minutes')),
  };
};

/** One part of the settings as typed. What another part holds stays as it is. */
export const readSettings = (
  part: Exclude<SettingsPart, 'profile'>,
  inputs: Inputs,
  before: DeskSettings,
  policy: Policy,
): ReadSetting<DeskSettings> => {
  switch (part) {
    case 'calendar':
      return calendarPart(inputs, before);
    case 'routing':
      return routingPart(inputs, before);
    case 'clocks':
      return clocksPart(inputs, before, policy);
  }
};

const leadOf = (id: string, { leads }: DeskState): LeadRef | null =>
  leads.find(({ personId }) => personId === id.trim().toLowerCase()) ?? null;

/** A choice must have a value on a card, so the empty place has one too. */
const isNobody = (id: string): boolean => id.trim() === '' || id === 'nobody';

/** Turns are chosen one by one (`rotation1`, `rotation2`, …) or sent as one list; a turn left empty is skipped. */
const turnsIn = (inputs: Inputs): readonly string[] => {
  const turns = Object.entries(inputs)
    .filter(([name]) => /^rotation\d{1,2}$/.test(name))
    .sort(([one], [other]) => Number(one.slice(8)) - Number(other.slice(8)))
    .map(([, id]) => id);
  return [...(inputs['rotation'] ?? '').split(','), ...turns].filter((id) => !isNobody(id));
};

/** The rotation in the order given; it turns every Monday from the week of `startsOn`. */
export const readRotation = (inputs: Inputs, desk: DeskState, today: string): ReadSetting<OnCall> => {
  const ids = turnsIn(inputs);
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
      ...(rotation.length === ids.length ? [] : problem('rotation', 'problem.lead-unknown')),
      ...(backupId === '' || backup !== null ? [] : problem('backup', 'problem.lead-unknown')),
      ...(isStart ? [] : problem('startsOn', 'problem.date')),
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
      ...(lead === null ? problem('lead', 'problem.lead-unknown') : []),
      ...(isSpan && isAhead ? [] : problem('toTime', 'problem.span')),
    ],
  };
};

/** When the next daily digest is due: the leads' hour of the next working day after `now`. Null: none is wanted. */
export const nextDigestAt = (now: Instant, desk: DeskState, profile: PartnerProfile): Instant | null => {
  const { digestAt } = desk.settings;
  if (digestAt === null) return null;
  const calendar = { ...deskCalendar(desk, profile), from: '00:00', to: '24:00' };
  const todayAt = instantOf(onTheWall(now, calendar.zone).date, digestAt, calendar.zone);
  const isAhead = todayAt !== null && Date.parse(todayAt) > Date.parse(now);
  const today = onTheWall(now, calendar.zone).date;
  const earliest = instantOf(isAhead ? today : dayAfter(today, 1), '00:00', calendar.zone);
  const day = earliest === null ? null : openFrom(earliest, calendar);
  return day === null ? null : instantOf(onTheWall(day, calendar.zone).date, digestAt, calendar.zone);
};
