import type { Day } from '../policy/policy.ts';
import type { Instant, Locale, Zone } from '../triage/desk.ts';

/** Dates are written the way readers outside the United States expect them: day before month. */
const conventions: Readonly<Record<Locale, string>> = { en: 'en-GB' };

const formats = new Map<string, Intl.DateTimeFormat>();

/** Building a format costs a hundred times what using it does, so each is kept. */
const format = (locale: Locale, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const id = `${locale}\n${name}\n${options.timeZone ?? ''}`;
  const known = formats.get(id) ?? new Intl.DateTimeFormat(conventions[locale] ?? locale, options);
  formats.set(id, known);
  return known;
};

const mostWritten = 1_000;

/**
 * Remembers what was written lately: card after card shows the same few times. A reader has one language and one zone,
 * so these are looked up once for many times, and no key has to be put together.
 */
const lately = (
  write: (when: string, zone: Zone, locale: Locale) => string,
): ((when: string, zone: Zone, locale: Locale) => string) => {
  const readers = new Map<string, Map<string, string>>();
  let latest = { zone: '', locale: '', written: new Map<string, string>() };
  let count = 0;
  const writtenFor = (zone: Zone, locale: Locale): Map<string, string> => {
    if (latest.zone === zone && latest.locale === locale) return latest.written;
    const key = `${locale} ${zone}`;
    const written = readers.get(key) ?? new Map<string, string>();
    readers.set(key, written);
    latest = { zone, locale, written };
    return written;
  };
  const forget = (): void => {
    readers.clear();
    latest = { zone: '', locale: '', written: new Map() };
    count = 0;
  };
  return (when, zone, locale) => {
    const known = writtenFor(zone, locale).get(when);
    if (known !== undefined) return known;
    if (count >= mostWritten) forget();
    const fresh = write(when, zone, locale);
    writtenFor(zone, locale).set(when, fresh);
    count += 1;
    return fresh;
  };
};

/** Date and time in that zone, the zone named: "20 Nov 2026, 09:00 CET". */
export const moment: (instant: Instant, zone: Zone, locale: Locale) => string = lately(
  (instant, zone, locale) =>
    format(locale, 'moment', {
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZone: zone,
      timeZoneName: 'short',
    }).format(new Date(instant)),
);

/** The time alone, its zone named, where the day is today's anyway: "09:00 CET". */
export const timeOfDay: (instant: Instant, zone: Zone, locale: Locale) => string = lately(
  (instant, zone, locale) =>
    format(locale, 'time', {
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZone: zone,
      timeZoneName: 'short',
    }).format(new Date(instant)),
);

const dayIn = lately((date, timeZone, locale) =>
  format(locale, 'day', { year: 'numeric', month: 'short', day: 'numeric', timeZone }).format(
    new Date(`${date}T00:00:00Z`),
  ),
);

/** A date without time, as policy rows carry it: "18 Nov 2026". */
export const day = (date: Day, locale: Locale): string => dayIn(date, 'UTC', locale);

/** The zone's name for a label, with its underscores read as spaces. */
export const zoneName = (zone: Zone): string => zone.replaceAll('_', ' ');
