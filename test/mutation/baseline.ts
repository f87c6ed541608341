/** The tests without any mutant: that they pass, how long each file takes, and what of the sources each one runs. */
import { globSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { root, runTests } from './mocha-run.ts';
import type { Mutant } from './mutants.ts';

const rangeShape = z.object({ startOffset: z.number(), endOffset: z.number(), count: z.number() });
const reportShape = z.object({
  result: z.array(
    z.object({ url: z.string(), functions: z.array(z.object({ ranges: z.array(rangeShape) })) }),
  ),
});
type Range = z.infer<typeof rangeShape>;

/** By URL; one list of nested ranges for each process that loaded it. */
type Seen = ReadonlyMap<string, readonly (readonly Range[])[]>;

export type TestFile = { readonly path: string; readonly tookMs: number; readonly seen: Seen };

const seenIn = (folder: string, urls: ReadonlySet<string>): Seen => {
  const seen = new Map<string, (readonly Range[])[]>();
  for (const name of readdirSync(folder)) {
    const { result } = reportShape.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
    for (const { url, functions } of result)
      if (urls.has(url)) seen.set(url, [...(seen.get(url) ?? []), functions.flatMap(({ ranges }) => ranges)]);
  }
  return seen;
};

/** The smallest range around it tells: V8 nests what ran within what did not, and the other way round. */
const ranAt = (ranges: readonly Range[], offset: number): boolean => {
  const around = ranges.filter(({ startOffset, endOffset }) => startOffset <= offset && offset < endOffset);
  const [least] = around.toSorted(
    (one, other) => one.endOffset - one.startOffset - (other.endOffset - other.startOffset),
  );
  return (least?.count ?? 0) > 0;
};

/** The test files that run the place of this mutant, quickest first. */
export const covering = ({ file, from }: Mutant, tests: readonly TestFile[]): readonly TestFile[] => {
  const url = pathToFileURL(join(root, file)).href;
  return tests
    .filter(({ seen }) => (seen.get(url) ?? []).some((ranges) => ranAt(ranges, from)))
    .toSorted((one, other) => one.tookMs - other.tookMs);
};

const baselineLimitMs = 300_000;

const look = async (path: string, urls: ReadonlySet<string>): Promise<TestFile> => {
  const folder = mkdtempSync(join(tmpdir(), 'handoff-mutation-'));
  try {
    const { is, tookMs, says } = await runTests({
      files: [path],
      limitMs: baselineLimitMs,
      coverage: folder,
    });
    if (is !== 'passed') throw new Error(`${path} ${is} without any mutant:\n${says}`);
    return { path, tookMs, seen: seenIn(folder, urls) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

export const filesOf = (patterns: readonly string[]): readonly string[] =>
  globSync([...patterns], { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .toSorted();

/** One after another, so that their times tell something. */
export const baseline = async (
  patterns: readonly string[],
  sources: readonly string[],
): Promise<readonly TestFile[]> => {
  const urls = new Set(sources.map((file) => pathToFileURL(join(root, file)).href));
  const tests: TestFile[] = [];
  for (const path of filesOf(patterns)) tests.push(await look(path, urls));
  return tests;
};
