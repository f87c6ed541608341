/** The product's own words, layouts and rules, read once for all card tests. */
import assert from 'node:assert/strict';
import type { SampleData } from '../../src/cards/sample.ts';
import { drawAll, readSamples, type Samples, type ShownCard } from '../../src/commands/gallery-samples.ts';
import { readPolicy, readTemplates, readTexts } from '../../src/data.ts';

const read = (): SampleData => {
  const { policy } = readPolicy();
  assert.ok(policy, 'the policy can be read');
  return { policy, texts: readTexts().texts, templates: readTemplates().templates };
};

let data: SampleData | undefined;
let cards: readonly ShownCard[] | undefined;

export const house = (): SampleData => (data ??= read());
export const samples: Samples = readSamples();
/** Every card in every situation and language. */
export const allCards = (): readonly ShownCard[] => (cards ??= drawAll(samples, house()));
export const nameOf = ({ of, locale }: ShownCard): string => `${of.card}.${of.name}.${locale}`;
