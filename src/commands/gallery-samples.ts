/** The situations in cards/samples, and the cards they make. */
import { readdirSync, readFileSync } from 'node:fs';
import { cardFor } from '../cards/card-for.ts';
import type { ReadyCard } from '../cards/card.ts';
import type { JsonObject } from '../cards/expand.ts';
import { sampleContext, type Sample, type SampleData, type SampleDesk } from '../cards/sample.ts';
import type { Locale } from '../triage/desk.ts';

const folder = new URL('../../cards/samples/', import.meta.url);
/** Not a card's situations but what all of them share. */
const deskFile = 'desk.json';

export type NamedSample = { readonly card: string; readonly name: string; readonly sample: Sample };
export type Samples = { readonly desk: SampleDesk; readonly samples: readonly NamedSample[] };

const isRecord = (json: unknown): json is Readonly<Record<string, unknown>> =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

/** The files are our own and drawn by the tests; here only what would make a puzzling error is looked at. */
const isSample = (json: unknown): json is Sample => isRecord(json) && isRecord(json['picture']);
const isDesk = (json: unknown): json is SampleDesk =>
  isRecord(json) && isRecord(json['customers']) && isRecord(json['case']);

const readJson = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));

const samplesIn = (file: string): readonly NamedSample[] => {
  const json = readJson(file);
  if (!isRecord(json)) throw new Error(`cards/samples/${file}: a record of situations is expected`);
  return Object.entries(json).map(([name, sample]) => {
    if (!isSample(sample)) throw new Error(`cards/samples/${file}: ${name} has no picture`);
    return { card: file.replace('.json', ''), name, sample };
  });
};

/** All situations, by card and name. Throws where a file is not what it should be. */
export const readSamples = (): Samples => {
  const desk = readJson(deskFile);
  if (!isDesk(desk)) throw new Error(`cards/samples/${deskFile}: customers and a case are expected`);
  const files = readdirSync(folder).filter((name) => name.endsWith('.json') && name !== deskFile);
  return { desk, samples: files.toSorted().flatMap(samplesIn) };
};

/** `card`: its JSON, read. */
export type ShownCard = ReadyCard & {
  readonly card: JsonObject;
  readonly of: NamedSample;
  readonly locale: Locale;
};

/** Every situation in every language, drawn. */
export const drawAll = ({ desk, samples }: Samples, data: SampleData): readonly ShownCard[] =>
  samples.flatMap((of) =>
    data.texts.locales.map(({ id: locale }) => {
      const ready = cardFor(of.sample.picture, sampleContext(of.sample, desk, data, locale));
      return { ...ready, card: JSON.parse(ready.json) as JsonObject, of, locale };
    }),
  );
