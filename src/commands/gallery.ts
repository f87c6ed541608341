/**
 * Shows every card in every situation and language: `npm run gallery -- --out DIR` writes
 * `DIR/json/<card>.<sample>.<locale>.json`, the exact content of the attachment, and `DIR/index.html`, which draws
 * them all in light and dark. The page works from the file system.
 */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cardBytes } from '../cards/card.ts';
import { readData } from '../data.ts';
import { problemLine } from '../fault.ts';
import { drawAll, readSamples, type ShownCard } from './gallery-samples.ts';

const page = new URL('../../cards/gallery/index.html', import.meta.url);
const renderer = createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.min.js');

const nameOf = ({ of, locale }: ShownCard): string => `${of.card}.${of.name}.${locale}`;

const writeGallery = (cards: readonly ShownCard[], out: string): void => {
  mkdirSync(join(out, 'json'), { recursive: true });
  for (const shown of cards) {
    writeFileSync(join(out, 'json', `${nameOf(shown)}.json`), `${JSON.stringify(shown.card, null, 2)}\n`);
  }
  const listed = cards.map((shown) => ({
    name: nameOf(shown),
    locale: shown.locale,
    summary: shown.summary,
    bytes: cardBytes(shown.json),
    card: shown.card,
  }));
  writeFileSync(join(out, 'cards.js'), `window.cards = ${JSON.stringify(listed)};\n`);
  copyFileSync(renderer, join(out, 'adaptivecards.min.js'));
  copyFileSync(page, join(out, 'index.html'));
};

const main = (): void => {
  const { values } = parseArgs({ options: { out: { type: 'string', default: 'out/gallery' } } });
  const { data, problems } = readData();
  if (data === null) {
    console.error(problems.map(problemLine).join('\n'));
    process.exitCode = 1;
    return;
  }
  const cards = drawAll(readSamples(), data);
  writeGallery(cards, values.out);
  console.log(`${cards.length} cards in ${join(values.out, 'index.html')}`);
};

main();
