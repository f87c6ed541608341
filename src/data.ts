/**
 * Policy, cards and words from their files, each read on its own, so that a broken card does not break a decision.
 * Everything wrong is reported at once: file, place, what was found, what was expected, how to mend it. Looking through
 * them takes several times as long as reading them, so a server's start leaves it out where the very same files were
 * found good before.
 */
import { readdirSync, readFileSync } from 'node:fs';
import type { JsonObject } from './cards/expand.ts';
import { templatesFrom, type Templates } from './cards/templates.ts';
import type { Problem } from './fault.ts';
import { foundGood } from './found-good.ts';
import { unknownElements } from './layout-check.ts';
import { loadPolicy, policyFileNames, policyFrom } from './policy/check.ts';
import type { Policy, PolicyFiles } from './policy/policy.ts';
import { isPacketValue } from './triage/packet-values.ts';
import { textProblems, textsFrom, type Catalogue, type LocaleRow, type Texts } from './texts/texts.ts';
import localeRows from './texts/locales.json' with { type: 'json' };

const policyFolder = new URL('./policy/data/', import.meta.url);
const textsFolder = new URL('./texts/', import.meta.url);
const cardsFolder = new URL('../cards/', import.meta.url);

type JsonFile = { readonly name: string; readonly content: string } & (
  { readonly json: unknown } | { readonly problem: Problem }
);

const unreadable = (name: string, cause: unknown): Problem => ({
  place: name,
  value: cause instanceof Error ? cause.message : 'something that cannot be read',
  expected: 'a JSON file',
  remedy: 'Restore the file, or mend it where the message points to.',
});

const readJson = (folder: URL, name: string): JsonFile => {
  let content = '';
  try {
    content = readFileSync(new URL(name, folder), 'utf8');
    const json: unknown = JSON.parse(content);
    return { name, content, json };
  } catch (cause) {
    return { name, content, problem: unreadable(name, cause) };
  }
};

const readFolder = (folder: URL): readonly JsonFile[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => readJson(folder, name));

const problemsIn = (files: readonly JsonFile[]): readonly Problem[] =>
  files.flatMap((file) => ('problem' in file ? [file.problem] : []));

const parsedIn = (files: readonly JsonFile[]): readonly (readonly [string, unknown])[] =>
  files.flatMap((file) => ('json' in file ? [[file.name, file.json] as const] : []));

const stem = (name: string): string => name.replace(/\.json$/, '');

const contentsOf = (files: readonly JsonFile[]): readonly string[] =>
  files.flatMap(({ name, content }) => [name, content]);

type ReadPolicy = { readonly policy: Policy | null; readonly problems: readonly Problem[] };

const findPolicy = () => {
  const files = policyFileNames.map((name) => readJson(policyFolder, `${name}.json`));
  const unread = problemsIn(files);
  const rows = Object.fromEntries(parsedIn(files).map(([name, json]) => [stem(name), json]));
  return {
    contents: contentsOf(files),
    checked: (textKeys?: ReadonlySet<string>): ReadPolicy =>
      unread.length > 0 ? { policy: null, problems: unread } : loadPolicy(rows, textKeys),
    /** Only where `checked` found nothing wrong with the very same contents. */
    unchecked: (): Policy => policyFrom(rows as PolicyFiles),
  };
};

/** The policy as it stands in src/policy/data, or everything that is wrong with it. Reads nothing else. */
export const readPolicy = (textKeys?: ReadonlySet<string>): ReadPolicy => findPolicy().checked(textKeys);

/** Files as read. `problems`: what kept them from being read; `remarks`: what a closer look finds, which takes time. */
type Found<T> = {
  readonly value: T;
  readonly contents: readonly string[];
  readonly problems: readonly Problem[];
  readonly remarks: () => readonly Problem[];
};

const isObject = (json: unknown): json is Readonly<Record<string, unknown>> =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

const isCatalogue = (json: unknown): json is Catalogue =>
  isObject(json) && Object.values(json).every((text) => typeof text === 'string');

const twice = (place: string, key: string): Problem => ({
  place,
  value: `"${key}" a second time`,
  expected: 'every key once per language',
  remedy: 'Remove one of the two.',
});

/** One language's words: all files of its folder in one catalogue. A key may stand in one file only. */
const findCatalogue = (locale: string): Omit<Found<Catalogue>, 'remarks'> => {
  const files = readFolder(new URL(`${locale}/`, textsFolder));
  const problems = [...problemsIn(files)];
  const words = new Map<string, string>();
  for (const [name, json] of parsedIn(files)) {
    const place = `texts/${locale}/${name}`;
    const isFlat = isCatalogue(json);
    if (!isFlat) problems.push(unreadable(place, new Error('not a flat list of texts')));
    for (const [key, text] of Object.entries(isFlat ? json : {})) {
      if (words.has(key)) problems.push(twice(place, key));
      words.set(key, text);
    }
  }
  return { value: Object.fromEntries(words), contents: contentsOf(files), problems };
};

const findTexts = (): Found<Texts> => {
  const rows: readonly LocaleRow[] = localeRows;
  const read = rows.map(({ id }) => ({ id, ...findCatalogue(id) }));
  const catalogues = Object.fromEntries(read.map(({ id, value }) => [id, value]));
  return {
    value: textsFrom(catalogues, rows),
    contents: [JSON.stringify(rows), ...read.flatMap(({ contents }) => contents)],
    problems: read.flatMap(({ problems }) => problems),
    remarks: () => textProblems(catalogues, rows),
  };
};

/** All words, in every language of texts/locales.json. */
export const readTexts = (): { readonly texts: Texts; readonly problems: readonly Problem[] } => {
  const { value, problems, remarks } = findTexts();
  return { texts: value, problems: [...problems, ...remarks()] };
};

/** What JSON gives for an object can hold nothing but JSON. */
const isLayout = (json: unknown): json is JsonObject => isObject(json);

const findTemplates = (): Found<Templates> => {
  const files = readFolder(cardsFolder);
  const layouts = parsedIn(files).flatMap(([name, json]) => (isLayout(json) ? [[name, json] as const] : []));
  const { templates, problems } = templatesFrom(
    Object.fromEntries(layouts.map(([name, json]) => [stem(name), json])),
  );
  const remarks = (): readonly Problem[] => [...problems(), ...unknownElements(layouts)];
  return { value: templates, contents: contentsOf(files), problems: problemsIn(files), remarks };
};

/** The card layouts, each tried with the official renderer's parser, which knows the elements. */
export const readTemplates = (): { readonly templates: Templates; readonly problems: readonly Problem[] } => {
  const { value, problems, remarks } = findTemplates();
  return { templates: value, problems: [...problems, ...remarks()] };
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

type ReadData = { readonly data: Data | null; readonly problems: readonly Problem[] };

/** What looks through them; package.json names the versions of the packages it uses. */
const triers = [
  '../package.json',
  './data.ts',
  './layout-check.ts',
  './texts/texts.ts',
  './texts/arguments.ts',
  './texts/message.ts',
  './cards/expand.ts',
  './cards/templates.ts',
  './triage/packet-values.ts',
  ...readdirSync(new URL('./policy/', import.meta.url))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `./policy/${name}`),
];

const trierContents = (): readonly string[] =>
  triers.map((file) => readFileSync(new URL(file, import.meta.url), 'utf8'));

type Before = { readonly before: boolean; readonly now: () => void };

const readAll = (known: (contents: readonly string[]) => Before): ReadData => {
  const texts = findTexts();
  const cards = findTemplates();
  const rows = findPolicy();
  const kept = { texts: texts.value, templates: cards.value };
  const good = known([...rows.contents, ...texts.contents, ...cards.contents]);
  if (good.before) return { data: { policy: rows.unchecked(), ...kept }, problems: [] };
  const { policy, problems: inPolicy } = rows.checked(new Set(texts.value.keys()));
  const problems = [
    ...inPolicy,
    ...(policy === null ? [] : formProblems(policy)),
    ...texts.problems,
    ...cards.problems,
    ...texts.remarks(),
    ...cards.remarks(),
  ];
  if (policy === null || problems.length > 0) return { data: null, problems };
  good.now();
  return { data: { policy, ...kept }, problems: [] };
};

const notKnown: Before = { before: false, now: () => undefined };

/** Everything the server needs, or every problem in any of it. */
export const readData = (): ReadData => readAll(() => notKnown);

/** The same for a start, which need not look again through what was found good before. */
export const readDataAtStart = (): ReadData =>
  readAll((contents) => foundGood([...trierContents(), ...contents]));
