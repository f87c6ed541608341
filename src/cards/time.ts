import type { Day } from '../policy/policy.ts';
import type { Locale, Zone } from '../triage/desk.ts';

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

type Written = (when: string, zone: Zone, locale: Locale) => string;

/** Remembers what was written lately: card after card shows the same few times. */
const lately = (write: Written): Written => {
  const written = new Map<string, string>();
  return (when, zone, locale) => {
    const key = `${when} ${locale} ${zone}`;
    const known = written.get(key);
    if (known !== undefined) return known;
    if (written.size >= mostWritten) written.clear();
    const fresh = write(when, zone, locale);
    written.set(key, fresh);
    return fresh;
  };
};

const timeNamed = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' } as const;

/** An instant in these parts, on the clocks of a zone. */
const inParts = (name: string, parts: Intl.DateTimeFormatOptions): Written =>
  lately((instant, timeZone, locale) =>
    format(locale, name, { ...parts, timeZone }).format(new Date(instant)),
  );

/** Date and time in that zone, the zone named: "20 Nov 2026, 09:00 CET". */
export const moment: Written = inParts('moment', {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  ...timeNamed,
});

/** The time alone, its zone named, where the day is today's anyway: "09:00 CET". */
export const timeOfDay: Written = inParts('time', timeNamed);

const dayIn = lately((date, timeZone, locale) =>
  format(locale, 'day', { year: 'numeric', month: 'short', day: 'numeric', timeZone }).format(
    new Date(`${date}T00:00:00Z`),
  ),
);

/** A date without time, as policy rows carry it: "18 Nov 2026". */
export const day = (date: Day, locale: Locale): string => dayIn(date, 'UTC', locale);

/** The zone's name for a label, with its underscores read as spaces. */
export const zoneName = (zone: Zone): string => zone.replaceAll('_', ' ');
