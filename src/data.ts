/**
 * Policy, cards and words from their files, each read on its own, so that a broken card does not break a decision.
 * Everything wrong is reported at once: file, place, what was found, what was expected, how to mend it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { z } from 'zod';
import type { JsonObject } from './cards/expand.ts';
import { templatesFrom, type Templates } from './cards/templates.ts';
import type { Problem } from './fault.ts';
import { loadPolicy, policyFileNames } from './policy/check.ts';
import type { Policy } from './policy/policy.ts';
import { isPacketValue } from './triage/packet-values.ts';
import { textsFrom, type LocaleRow, type Texts } from './texts/texts.ts';
import localeRows from './texts/locales.json' with { type: 'json' };

const policyFolder = new URL('./policy/data/', import.meta.url);
const textsFolder = new URL('./texts/', import.meta.url);
const cardsFolder = new URL('../cards/', import.meta.url);

type JsonFile = { readonly name: string } & ({ readonly json: unknown } | { readonly problem: Problem });

const unreadable = (name: string, cause: unknown): Problem => ({
  place: name,
  value: cause instanceof Error ? cause.message : 'something that cannot be read',
  expected: 'a JSON file',
  remedy: 'Restore the file, or mend it where the message points to.',
});

const readJson = (folder: URL, name: string): JsonFile => {
  try {
    const json: unknown = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
    return { name, json };
  } catch (cause) {
    return { name, problem: unreadable(name, cause) };
  }
};

const problemsIn = (files: readonly JsonFile[]): readonly Problem[] =>
  files.flatMap((file) => ('problem' in file ? [file.problem] : []));

const parsedIn = (files: readonly JsonFile[]): readonly (readonly [string, unknown])[] =>
  files.flatMap((file) => ('json' in file ? [[file.name, file.json] as const] : []));

const stem = (name: string): string => name.replace(/\.json$/, '');

/** The policy as it stands in src/policy/data, or everything that is wrong with it. Reads nothing else. */
export const readPolicy = (
  textKeys?: ReadonlySet<string>,
): { readonly policy: Policy | null; readonly problems: readonly Problem[] } => {
  const files = policyFileNames.map((name) => readJson(policyFolder, `${name}.json`));
  const problems = problemsIn(files);
  if (problems.length > 0) return { policy: null, problems };
  return loadPolicy(Object.fromEntries(parsedIn(files).map(([name, json]) => [stem(name), json])), textKeys);
};

const catalogueFile = z.record(z.string(), z.string());

type Read<T> = { readonly value: T; readonly problems: readonly Problem[] };

/** One language's words: all files of its folder in one catalogue. A key may stand in one file only. */
const readCatalogue = (locale: string): Read<Readonly<Record<string, string>>> => {
  const folder = new URL(`${locale}/`, textsFolder);
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => readJson(folder, name));
  const problems = [...problemsIn(files)];
  const words = new Map<string, string>();
  for (const [name, json] of parsedIn(files)) {
    const read = catalogueFile.safeParse(json);
    if (!read.success)
      problems.push(unreadable(`texts/${locale}/${name}`, new Error('not a flat list of texts')));
    for (const [key, text] of Object.entries(read.data ?? {})) {
      if (words.has(key)) problems.push(twice(`texts/${locale}/${name}`, key));
      words.set(key, text);
    }
  }
  return { value: Object.fromEntries(words), problems };
};

const twice = (place: string, key: string): Problem => ({
  place,
  value: `"${key}" a second time`,
  expected: 'every key once per language',
  remedy: 'Remove one of the two.',
});

/** All words, in every language of texts/locales.json. */
export const readTexts = (): { readonly texts: Texts; readonly problems: readonly Problem[] } => {
  const rows: readonly LocaleRow[] = localeRows;
  const read = rows.map(({ id }) => ({ id, ...readCatalogue(id) }));
  const { texts, problems } = textsFrom(Object.fromEntries(read.map(({ id, value }) => [id, value])), rows);
  return { texts, problems: [...read.flatMap((one) => one.problems), ...problems] };
};

const layout = z.record(z.string(), z.json());

const isLayout = (json: unknown): json is JsonObject => layout.safeParse(json).success;

/** The card layouts, each tried with the official renderer's parser, which knows the elements. */
export const readTemplates = (): { readonly templates: Templates; readonly problems: readonly Problem[] } => {
  const files = readdirSync(cardsFolder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => readJson(cardsFolder, name));
  const layouts = parsedIn(files).flatMap(([name, json]) => (isLayout(json) ? [[name, json] as const] : []));
  const { templates, problems } = templatesFrom(
    Object.fromEntries(layouts.map(([name, json]) => [stem(name), json])),
  );
  const renderer = loadRenderer();
  const remarks = layouts.flatMap((one) => unknownElements(one, renderer));
  return { templates, problems: [...problemsIn(files), ...problems, ...remarks] };
};

type Parser = {
  parse(
    card: unknown,
    context: { readonly eventCount: number; getEventAt(at: number): { readonly message: string } },
  ): void;
};
type Renderer = {
  readonly AdaptiveCard: new () => Parser;
  readonly SerializationContext: new () => {
    readonly eventCount: number;
    getEventAt(at: number): { readonly message: string };
  };
};

/** The package's own entry does not load in Node; its browser bundle does. Only the cards need it. */
const loadRenderer = (): Renderer =>
  createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.min.js') as Renderer;

/** Remarks about placeholders say nothing: their values come with the view. */
const isAboutPlaceholder = (message: string): boolean => message.includes('${');

/** Charts are Teams' own elements, which this parser does not know; each stands there with a fallback that it does. */
const isAboutChart = (message: string): boolean => message.startsWith('Unknown element type "Chart.');

const unknownElements = (
  [name, json]: readonly [string, JsonObject],
  { AdaptiveCard, SerializationContext }: Renderer,
): readonly Problem[] => {
  const context = new SerializationContext();
  new AdaptiveCard().parse(json, context);
  return Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at).message)
    .filter((message) => !isAboutPlaceholder(message) && !isAboutChart(message))
    .map((value) => ({
      place: `cards/${name}`,
      value,
      expected: 'a card the Adaptive Cards parser takes without a remark',
      remedy: 'Mend the layout where the remark points to.',
    }));
};

/** The packet composes a form's values by name; a name it does not know would be an empty field. */
const formProblems = ({ forms }: Policy): readonly Problem[] =>
  forms.flatMap(({ id, fields }) =>
    fields.flatMap((field) =>
      field.lines
        .filter(({ value }) => !isPacketValue(value))
        .map(({ value }) => ({
          place: `forms.json, ${id}, ${field.id}`,
          value,
          expected: 'a value the packet can compose, fact:<field> or extra:<input>',
          remedy: 'Correct the name; the known ones stand in triage/packet-values.ts.',
        })),
    ),
  );

export type Data = { readonly policy: Policy; readonly texts: Texts; readonly templates: Templates };

/** Everything the server needs, or every problem in any of it. */
export const readData = (): { readonly data: Data | null; readonly problems: readonly Problem[] } => {
  const { texts, problems: inTexts } = readTexts();
  const { templates, problems: inCards } = readTemplates();
  const { policy, problems: inPolicy } = readPolicy(new Set(texts.keys()));
  const problems = [...inPolicy, ...(policy === null ? [] : formProblems(policy)), ...inTexts, ...inCards];
  return { data: policy === null || problems.length > 0 ? null : { policy, texts, templates }, problems };
};
