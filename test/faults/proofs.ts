/** The matrix beside the tests that exist: how many prove each row, and which proofs name nothing. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { matrix, type Fault, type Proof } from './matrix.ts';

const root = join(import.meta.dirname, '../..');
const collector = fileURLToPath(new URL('./collect.ts', import.meta.url));
const titlesShape = z.record(z.string(), z.array(z.string()));
const recipeShape = z.array(z.looseObject({ name: z.string() }));
type Titles = z.infer<typeof titlesShape>;

/** In a process of its own: collecting tests declares them where it happens. */
const collect = async (files: readonly string[]): Promise<Titles> => {
  const { stdout } = await promisify(execFile)(process.execPath, [collector, ...files], {
    cwd: root,
    maxBuffer: 64 * 1_024 * 1_024,
  });
  return titlesShape.parse(JSON.parse(stdout));
};

const namesIn = (corpus: string): readonly string[] =>
  recipeShape.parse(JSON.parse(readFileSync(join(root, corpus), 'utf8'))).map(({ name }) => name);

/** Path of the file a proof stands in. */
const fileOf = (proof: Proof): string => `test/${proof.in}.test.ts`;

const provedBy = (proof: Proof, titles: Titles): readonly string[] => {
  const { title, corpus } = proof;
  const matching = (titles[fileOf(proof)] ?? []).filter((one) => one.includes(title));
  if (corpus === undefined) return matching;
  const names = namesIn(corpus);
  return matching.filter((one) => names.some((name) => one.endsWith(`: ${name}`)));
};

const proofsOf = ({ proofs }: Fault): readonly Proof[] => proofs ?? [];

export type Proved = {
  readonly fault: Fault;
  /** Tests that show it, each counted once. */
  readonly cases: number;
  /** Proofs that match no test. */
  readonly missing: readonly Proof[];
};

export const provedMatrix = async (): Promise<readonly Proved[]> => {
  const files = [...new Set(matrix.flatMap(proofsOf).map(fileOf))];
  const titles = await collect(files);
  return matrix.map((fault) => {
    const found = proofsOf(fault).map((proof) => ({ proof, tests: provedBy(proof, titles) }));
    const tests = found.flatMap(({ proof, tests: own }) => own.map((title) => `${proof.in} ${title}`));
    return {
      fault,
      cases: new Set(tests).size,
      missing: found.flatMap(({ proof, tests: own }) => (own.length === 0 ? [proof] : [])),
    };
  });
};
