/** P9: every card in every situation and language: how large, and how long to build and serialise. */
import { cardFor } from '../../src/cards/card-for.ts';
import { sampleContext } from '../../src/cards/sample.ts';
import { readSamples } from '../../src/commands/gallery-samples.ts';
import { median, percentile, shown } from './figures.ts';
import { verdict, type Part } from './line.ts';
import { timedAtOnce } from './timing.ts';
import { shippedData } from './verdicts.ts';

/** As Teams counts: two bytes for each UTF-16 unit. */
const largestBytes = 28 * 1_024;
const goalMicros = 100;

export const cards = (runs: number): Part => {
  const data = shippedData();
  const { desk, samples } = readSamples();
  const all = samples.flatMap(({ card, name, sample }) =>
    data.texts.locales.map(({ id: locale }) => ({
      name: `${card}.${name}.${locale}`,
      picture: sample.picture,
      context: sampleContext(sample, desk, data, locale),
    })),
  );
  const measured = all.map(({ name, picture, context }) => {
    const build = (): string => cardFor(picture, context).json;
    return { name, bytes: build().length * 2, micros: timedAtOnce(runs, build) };
  });
  const largest = measured.reduce((a, b) => (a.bytes >= b.bytes ? a : b));
  const every = measured.flatMap(({ micros }) => micros);
  const slowest = measured.reduce((a, b) => (median(a.micros) >= median(b.micros) ? a : b));
  return {
    lines: [
      {
        id: 'P9',
        what: `largest of ${measured.length} cards (${largest.name})`,
        goal: '≤ 28 KB as UTF-16',
        figure: `${shown(largest.bytes / 1_024)} KB`,
        spread: `median ${shown(median(measured.map(({ bytes }) => bytes)) / 1_024)} KB`,
        verdict: verdict(largest.bytes <= largestBytes),
      },
      {
        id: 'P9',
        what: 'build and serialise a card, p99 over all',
        goal: `≤ ${goalMicros} µs`,
        figure: `${shown(percentile(every, 0.99))} µs`,
        spread: `p50 ${shown(median(every))} µs; slowest ${slowest.name} p50 ${shown(median(slowest.micros))} µs`,
        verdict: verdict(percentile(every, 0.99) <= goalMicros),
      },
    ],
    problems: [],
    notes: [],
  };
};
