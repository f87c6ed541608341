import { isZone } from '../clocks/wall-clock.ts';
import { leadEvents, routeTargets, type RouteTarget } from '../policy/desk-rows.ts';
import type { Policy } from '../policy/policy.ts';
import type { PartnerProfile } from './desk.ts';
import type { DeskSettings, OwnProfile } from './desk-state.ts';
import { readHours, readProfile, readWords } from './own-profile.ts';
import type { SettingsPart } from './picture.ts';
import { isDay, isTime, typedIn, wrong, type Inputs, type ReadSetting } from './typed-setting.ts';

/** What a part of the settings is read against. */
export type Before = {
  readonly settings: DeskSettings;
  readonly file: PartnerProfile;
  readonly policy: Policy;
};

type ReadPart = (inputs: Inputs, before: Before) => ReadSetting<DeskSettings>;

/** Dates as people list them: by comma, space or line. */
const daysIn = (text: string): readonly string[] =>
  [...new Set(text.split(/[\s,;、，]+/u).filter((day) => day !== ''))].sort();

const mostDays = 200;

const daysOf = (inputs: Inputs, input: string): ReadSetting<readonly string[]> => {
  const days = daysIn(inputs[input] ?? '');
  const isRight = days.length <= mostDays && days.every(isDay);
  return { value: days, problems: isRight ? [] : wrong(input, 'problem.dates') };
};

const calendarPart: ReadPart = (inputs, { settings, file }) => {
  const typedZone = typedIn(inputs, 'zone');
  const zone = typedZone === file.support.hours.zone ? '' : typedZone;
  const digestAt = typedIn(inputs, 'digestAt');
  const hours = readHours(inputs, file);
  const holidays = daysOf(inputs, 'holidays');
  const makeUpDays = daysOf(inputs, 'makeUpDays');
  return {
    value: {
      ...settings,
      zone: zone === '' ? null : zone,
      own: { ...settings.own, hours: hours.value },
      digestAt: digestAt === '' ? null : digestAt,
      holidays: holidays.value,
      makeUpDays: makeUpDays.value,
    },
    problems: [
      ...hours.problems,
      ...(zone === '' || isZone(zone) ? [] : wrong('zone', 'problem.zone')),
      ...(digestAt === '' || isTime(digestAt) ? [] : wrong('digestAt', 'problem.time')),
      ...holidays.problems,
      ...makeUpDays.problems,
    ],
  };
};

const targetOf = (text: string): RouteTarget | null => routeTargets.find((target) => target === text) ?? null;

/** `default` or nothing takes the policy's own route. */
const routingPart: ReadPart = (inputs, { settings }) => {
  const said = leadEvents.map((event) => ({ event, text: inputs[`route.${event}`] ?? 'default' }));
  const isOwn = (text: string): boolean => text !== '' && text !== 'default';
  const routing = said.flatMap(({ event, text }) => {
    const target = targetOf(text);
    return target === null ? [] : [[event, target] as const];
  });
  return {
    value: { ...settings, routing: Object.fromEntries(routing) },
    problems: said
      .filter(({ text }) => isOwn(text) && targetOf(text) === null)
      .flatMap(({ event }) => wrong(`route.${event}`, 'problem.choose')),
  };
};

/** A week: longer waits are no reminder any more. */
const mostMinutes = 7 * 24 * 60;

const isMinutes = (text: string): boolean =>
  /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= mostMinutes;

const clocksPart: ReadPart = (inputs, { settings, policy: { clocks, escalation } }) => {
  const said = [...clocks, ...escalation]
    .map(({ id }) => ({ id, text: (inputs[`minutes.${id}`] ?? '').trim() }))
    .filter(({ text }) => text !== '');
  const right = said.filter(({ text }) => isMinutes(text));
  return {
    value: { ...settings, minutes: Object.fromEntries(right.map(({ id, text }) => [id, Number(text)])) },
    problems: said
      .filter(({ text }) => !isMinutes(text))
      .flatMap(({ id }) => wrong(`minutes.${id}`, 'problem.minutes')),
  };
};

const profilePart: ReadPart = (inputs, { settings, file }) => {
  const { value, problems } = readProfile(inputs, file);
  return { value: { ...settings, own: { ...settings.own, ...value } }, problems };
};

const wordsPart: ReadPart = (inputs, { settings, file }) => {
  const { value, problems } = readWords(inputs, file);
  return { value: { ...settings, own: { ...settings.own, words: value } }, problems };
};

const parts: Readonly<Record<Exclude<SettingsPart, 'leads'>, ReadPart>> = {
  calendar: calendarPart,
  routing: routingPart,
  clocks: clocksPart,
  profile: profilePart,
  words: wordsPart,
};

/** One part of the settings as typed. What another part holds stays as it is. */
export const readSettings = (
  part: Exclude<SettingsPart, 'leads'>,
  inputs: Inputs,
  before: Before,
): ReadSetting<DeskSettings> => parts[part](inputs, before);

/** What of a part lies over the partner's file; parts without any have no way back to it. */
const overFile: Readonly<Partial<Record<SettingsPart, readonly (keyof OwnProfile)[]>>> = {
  calendar: ['hours'],
  profile: ['contact', 'spoken'],
  words: ['words'],
};

/** Whether something of this part is not as the file has it. */
export const differsFromFile = (part: SettingsPart, { own, zone }: DeskSettings): boolean =>
  (overFile[part] ?? []).some((member) => Object.keys(own[member]).length > 0) ||
  (part === 'calendar' && zone !== null);

/** The part as the file has it again; what never stood in the file stays. */
export const backToFile = (part: SettingsPart, settings: DeskSettings): DeskSettings => ({
  ...settings,
  zone: part === 'calendar' ? null : settings.zone,
  own: { ...settings.own, ...Object.fromEntries((overFile[part] ?? []).map((member) => [member, {}])) },
});
