/** What a run does, from its arguments. */
import { parseArgs } from 'node:util';
import type { DuelPlan } from './duel.ts';

export const partNames = ['P1', 'P5', 'P6', 'P7', 'P8', 'P9', 'P11', 'P13'] as const;
export type PartName = (typeof partNames)[number];

/** P1 to P4 are figures of the same rounds. */
const partOf: Readonly<Record<string, PartName>> = {
  ...Object.fromEntries(partNames.map((name) => [name, name])),
  P2: 'P1',
  P3: 'P1',
  P4: 'P1',
};

export type Plan = {
  readonly parts: readonly PartName[];
  readonly isQuick: boolean;
  readonly isWhole: boolean;
  readonly out: string | null;
  readonly duel: DuelPlan;
  readonly spawns: number;
  readonly manyCases: number;
  readonly storeRuns: number;
  readonly searchRuns: number;
  readonly decisions: number;
  readonly cardRuns: number;
  readonly crowdMs: number;
  readonly soakMs: number;
};

type Sizes = Omit<Plan, 'parts' | 'isQuick' | 'isWhole' | 'out'>;

const full: Sizes = {
  duel: { rounds: 5, warmMs: 4_000, forMs: 8_000, openMs: 15_000, people: 1_000 },
  spawns: 9,
  manyCases: 1_000_000,
  storeRuns: 2_000,
  searchRuns: 200,
  decisions: 50_000,
  cardRuns: 60,
  crowdMs: 10_000,
  soakMs: 120_000,
};

const quick: Sizes = {
  duel: { rounds: 2, warmMs: 2_000, forMs: 4_000, openMs: 4_000, people: 200 },
  spawns: 3,
  manyCases: 50_000,
  storeRuns: 300,
  searchRuns: 30,
  decisions: 5_000,
  cardRuns: 20,
  crowdMs: 4_000,
  soakMs: 10_000,
};

const usage = `npm run bench [-- [--quick] [--only P1,P6] [--soak MINUTES] [--out FILE]]
  --quick   a rough run of some three minutes: fewer rounds, ${quick.manyCases.toLocaleString('en')} cases
  --only    parts by their number, P1 to P9, P11, P13
  --soak    minutes of P13; ten are needed for its verdict
  --out     where the results go instead of test/bench/RESULTS.md`;

const wantedParts = (only: string | undefined): readonly PartName[] | null => {
  if (only === undefined) return partNames;
  const asked = only.split(',').map((name) => partOf[name.trim().toUpperCase()]);
  return asked.every((name) => name !== undefined) ? partNames.filter((name) => asked.includes(name)) : null;
};

/** The plan, or the sentence that says what is wrong with the arguments. */
export const planOf = (args: readonly string[]): Plan | string => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        quick: { type: 'boolean', default: false },
        only: { type: 'string' },
        soak: { type: 'string' },
        out: { type: 'string' },
      },
    });
    const parts = wantedParts(values.only);
    if (parts === null) return `--only ${values.only ?? ''}: an unknown part.\n${usage}`;
    const minutes = Number(values.soak ?? 1);
    if (!(minutes > 0)) return `--soak ${values.soak ?? ''}: a number of minutes is expected.\n${usage}`;
    const sizes = values.quick ? quick : full;
    return {
      ...sizes,
      ...(values.soak === undefined ? {} : { soakMs: minutes * 60_000 }),
      parts,
      isQuick: values.quick,
      isWhole: parts.length === partNames.length,
      out: values.out ?? null,
    };
  } catch (caught) {
    return `${caught instanceof Error ? caught.message : String(caught)}\n${usage}`;
  }
};
