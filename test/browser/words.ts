/** The words a person looks for: the product's own catalogues, as the page shows them. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type Catalogue, type Texts, textsFrom } from '../../src/texts/texts.ts';
import type { TextValues } from '../../src/texts/message.ts';

const folder = fileURLToPath(new URL('../../src/texts', import.meta.url));
const catalogueSchema = z.record(z.string(), z.string());
const localesSchema = z.array(z.object({ id: z.string(), name: z.string(), takes: z.array(z.string()) }));

const json = (path: string): unknown => JSON.parse(readFileSync(`${folder}/${path}`, 'utf8'));

const catalogueOf = (locale: string): Catalogue =>
  Object.fromEntries(
    readdirSync(`${folder}/${locale}`)
      .filter((file) => file.endsWith('.json'))
      .flatMap((file) => Object.entries(catalogueSchema.parse(json(`${locale}/${file}`)))),
  );

const readTexts = (): Texts => {
  const locales = localesSchema.parse(json('locales.json'));
  return textsFrom(Object.fromEntries(locales.map(({ id }) => [id, catalogueOf(id)])), locales);
};

export type Words = (key: string, values?: TextValues) => string;

/** The page shows Markdown's bold as bold, not as stars. */
export const wordsIn = (locale: string): Words => {
  const texts = readTexts();
  return (key, values) => texts.say(locale, key, values).replaceAll('**', '');
};
