/** The shapes of the partner's two files. Each message says what was expected; the place and the value are added later. */
import { z } from 'zod';
import { factValues } from '../policy/facts.ts';

const isZone = (zone: string): boolean => {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

const isLanguage = (tag: string): boolean => {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
};

const isDay = (day: string): boolean => {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
};

const words = z
  .string({ error: 'text' })
  .trim()
  .min(1, { error: 'text that is not empty' })
  .max(200, { error: 'at most 200 characters' });
const guid = z.guid({ error: 'a GUID such as 1f0c2a5e-0000-0000-0000-000000000000' }).toLowerCase();
const email = z.email({ error: 'an e-mail address' });
const zone = z
  .string({ error: 'a time zone' })
  .refine(isZone, { error: 'an IANA time zone such as Europe/Berlin' });
const language = z
  .string({ error: 'a language' })
  .refine(isLanguage, { error: 'a language tag such as en, ja, zh-TW or zh-CN' })
  .transform((tag) => Intl.getCanonicalLocales(tag)[0] ?? tag);
const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: `one of ${values.join(', ')}` });
const cloud = oneOf(factValues.cloud);
const partnerType = oneOf(factValues.partnerType);
const httpsLink = z.url({ protocol: /^https$/, error: 'an https address' });
const timeOfDay = z
  .string({ error: 'a time' })
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'a time of day such as 09:00' });

const orNull = <T extends z.ZodType>(shape: T) => shape.nullish().transform((value) => value ?? null);
const record = <T extends z.ZodRawShape>(shape: T) =>
  z.strictObject(shape, {
    error: (issue) => (issue.code === 'invalid_type' ? 'an object { … }' : undefined),
  });
const listOf = <T extends z.ZodType>(shape: T) => z.array(shape, { error: 'a list [ … ]' });

const longWords = z.string({ error: 'text' }).max(1000, { error: 'at most 1,000 characters' });
/** One text for all, or one for each language: { "en": "…", "ja": "…" }. */
const ownWords = (text: z.ZodType<string>) => {
  const error = 'a text of fitting length, or one for each language { "en": "…" }';
  const byLanguage = z.record(language, text).refine((texts) => Object.keys(texts).length > 0, { error });
  return z.union([text, byLanguage], { error });
};

const hours = record({
  days: listOf(z.number({ error: 'a day from 1 (Monday) to 7 (Sunday)' }).int().min(1).max(7)).min(1, {
    error: 'at least one day',
  }),
  from: timeOfDay,
  to: timeOfDay,
  zone,
}).refine(({ from, to }) => from < to, { error: 'a closing time after the opening time', path: ['to'] });

/** partner.json. Fields marked `orNull` may be left out. */
export const partnerShape = record({
  name: words,
  partnerType,
  partnerId: orNull(words),
  contact: record({
    company: words,
    name: words,
    email,
    phone: words,
    country: words,
    zone,
    nightPhone: orNull(words),
    copyTo: listOf(email).default([]),
  }),
  clouds: listOf(cloud).min(1, { error: 'at least one cloud' }),
  language,
  support: record({
    languages: listOf(language).min(1, { error: 'at least one language' }),
    hours,
    contactMethod: ownWords(words),
    priceText: orNull(ownWords(longWords)),
  }),
  contract: orNull(
    record({ name: words, link: httpsLink, accessId: orNull(words), contractId: orNull(words) }),
  ),
});

// ── cells of customers.csv: always text, empty when nothing is known ─────────────────────────

const cellOrNull = <T extends z.ZodType<unknown, string>>(shape: T) =>
  z
    .string()
    .transform((cell) => (cell === '' ? null : cell))
    .pipe(shape.nullable());
const cellOr = <T extends z.ZodType<unknown, string>>(fallback: z.input<T> & string, shape: T) =>
  z
    .string()
    .transform((cell): string => (cell === '' ? fallback : cell))
    .pipe(shape);

const domain = z
  .string()
  .toLowerCase()
  .regex(/^(?=.{4,253}$)(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,}$/u, {
    error: 'a domain such as contoso.onmicrosoft.com',
  });
const yesNo = z
  .string()
  .toLowerCase()
  .pipe(z.enum(['yes', 'no', 'true', 'false'], { error: 'yes, no or nothing' }))
  .transform((said) => said === 'yes' || said === 'true');
const day = z.string().refine((text) => /^\d{4}-\d\d-\d\d$/.test(text) && isDay(text), {
  error: 'a date such as 2027-03-31',
});

/** Several things in one cell, each ended by a semicolon or a new line. */
const several = <T extends z.ZodType<unknown, string>>(shape: T) =>
  z
    .string()
    .transform((cell) =>
      cell
        .split(/[;\n]/)
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )
    .pipe(z.array(shape));

const parts = (
  text: string,
): { readonly id: string; readonly name: string; readonly email: string | null } => {
  const [, id = '', name = '', address] = /^(\S+)\s+([^<]*?)\s*(?:<([^<>]*)>)?$/.exec(text) ?? [];
  return { id, name, email: address ?? null };
};

const contact = z
  .string()
  .transform(parts)
  .pipe(
    z.object({ id: guid, name: words, email: email.nullable() }, { error: 'object id, name and <e-mail>' }),
  )
  .transform(({ id, name, email: address }) => ({ objectId: id, name, email: address }));
const subscription = z
  .string()
  .transform((text) => {
    const { id, name } = parts(text);
    return { id, name };
  })
  .pipe(z.object({ id: guid, name: words }));

/** One line of customers.csv by column. The order is the order the columns are written in. */
export const customerShape = z.object({
  name: words,
  domain,
  tenantId: cellOrNull(guid),
  cloud,
  purchasedThrough: cellOr('us', oneOf(factValues.purchasedThrough)),
  partnerType: cellOrNull(partnerType),
  providerName: cellOrNull(words),
  providerEmail: cellOrNull(email),
  reseller: cellOrNull(words),
  resellerEmail: cellOrNull(email),
  resellerTenant: cellOrNull(guid),
  providerGrantedAzureAccess: cellOrNull(yesNo),
  adminPermission: cellOrNull(yesNo),
  adminPermissionUntil: cellOrNull(day),
  language: cellOr('en', language),
  zone: cellOr('UTC', zone),
  contacts: several(contact),
  azureSubscriptions: several(subscription),
});

export type CustomerCells = z.output<typeof customerShape>;
