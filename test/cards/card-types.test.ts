import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { allCards, nameOf } from './house.ts';

const root = new URL('../../', import.meta.url).pathname;

/** Cards as constants of the official type: what the compiler refuses is a property or value Teams does not know. */
const complaintsAbout = (sources: readonly string[]): readonly string[] => {
  const folder = mkdtempSync(join(root, 'node_modules', '.cards-'));
  try {
    const file = join(folder, 'cards.ts');
    writeFileSync(
      file,
      `import type { IAdaptiveCard } from '@microsoft/teams.cards';\n${sources.join('\n')}`,
    );
    const program = ts.createProgram([file], {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      types: [],
    });
    return ts
      .getPreEmitDiagnostics(program)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
  } finally {
    rmSync(folder, { recursive: true });
  }
};

describe('cards beside the published types of Teams cards', () => {
  it('use only elements, properties and values that Teams knows', () => {
    const english = allCards().filter(({ locale }) => locale === 'en');
    const sources = english.map(
      (one, index) =>
        `// ${nameOf(one)}\nexport const c${index}: IAdaptiveCard = ${JSON.stringify(one.card)};`,
    );
    assert.deepEqual(complaintsAbout(sources), []);
  }).timeout(60_000);

  it('would complain about a property with a typing mistake', () => {
    const card = {
      type: 'AdaptiveCard',
      version: '1.5',
      body: [{ type: 'TextBlock', text: 'a', wrapp: true }],
    };
    assert.notEqual(complaintsAbout([`export const c: IAdaptiveCard = ${JSON.stringify(card)};`]).length, 0);
  }).timeout(60_000);
});
