/**
 * `npm run bench`: measures the product beside the anchor, at work and at rest, and writes test/bench/RESULTS.md.
 * Exit code 0: all was measured and the work was right, whatever the figures; 1: something was lost, doubled or broken;
 * 2: wrong arguments.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeFolder, temporaryFolder } from './bots.ts';
import { cards } from './cards.ts';
import { coldStart } from './cold-start.ts';
import { crowd, soak } from './crowd.ts';
import { createDatabases, type Databases } from './databases.ts';
import { decision } from './decision.ts';
import { duel } from './duel.ts';
import { growth } from './growth.ts';
import type { Part } from './line.ts';
import { canPin, machine, pinSelf } from './machine.ts';
import { planOf, type PartName, type Plan } from './plan.ts';
import { report } from './report.ts';
import { search } from './search.ts';

const say = (line: string): void => void process.stderr.write(`${line}\n`);

type Measure = (plan: Plan, databases: Databases) => Part | Promise<Part>;

/** Short ones that need a quiet machine come first. */
const measures: Readonly<Record<PartName, Measure>> = {
  P8: ({ decisions }) => decision(decisions),
  P9: ({ cardRuns }) => cards(cardRuns),
  P1: (plan) => duel(plan.duel),
  P11: ({ crowdMs }) => crowd(crowdMs),
  P13: ({ soakMs }) => soak(soakMs),
  P5: ({ spawns }, databases) => coldStart(databases, spawns),
  P7: ({ searchRuns }, databases) => search(databases, searchRuns),
  P6: ({ storeRuns }, databases) => growth(databases, storeRuns),
};

/** Bots get a core of their own, and so do those who speak to them; a database server shares with whom it serves. */
const needsOwnCore: ReadonlySet<PartName> = new Set(['P1', 'P5', 'P11', 'P13']);

const isPartName = (name: string): name is PartName => Object.hasOwn(measures, name);

const measured = async (name: PartName, plan: Plan, databases: Databases): Promise<Part> => {
  const from = performance.now();
  say(`${name} …`);
  pinSelf(needsOwnCore.has(name) ? 'own-core' : 'all-cores');
  try {
    const part = await measures[name](plan, databases);
    for (const line of part.lines)
      say(`  ${line.id} ${line.what}: ${line.figure} (goal ${line.goal}; ${line.spread}) ${line.verdict}`);
    for (const problem of part.problems) say(`  WRONG: ${problem}`);
    return part;
  } catch (caught) {
    const why = caught instanceof Error ? (caught.stack ?? caught.message) : String(caught);
    say(`  ${name} could not be measured: ${why}`);
    const first = caught instanceof Error ? caught.message : String(caught);
    return { lines: [], problems: [`${name} could not be measured: ${first}`], notes: [] };
  } finally {
    pinSelf('all-cores');
    say(`  ${((performance.now() - from) / 1_000).toFixed(0)} s`);
  }
};

const partialOf = ({ isQuick, isWhole, parts, manyCases }: Plan): string | null => {
  if (isQuick) return `A quick run with ${manyCases.toLocaleString('en')} cases: its figures are rough.`;
  return isWhole ? null : `Only ${parts.join(', ')} were measured.`;
};

const measureAll = async (plan: Plan, databases: Databases): Promise<readonly Part[]> => {
  const parts: Part[] = [];
  const names = Object.keys(measures).filter(isPartName);
  for (const name of names.filter((one) => plan.parts.includes(one)))
    parts.push(await measured(name, plan, databases));
  return parts;
};

/** A run of some parts only is printed, not kept, or the whole one's results would be gone. */
const outOf = ({ out, isWhole, isQuick }: Plan): string | null =>
  out ?? (isWhole && !isQuick ? join(import.meta.dirname, 'RESULTS.md') : null);

const run = async (plan: Plan): Promise<void> => {
  const described = machine();
  const folder = temporaryFolder();
  const databases = createDatabases(folder, plan.manyCases, (line) => say(`  ${line}`));
  try {
    const parts = await measureAll(plan, databases);
    const postgres = databases.postgresVersion();
    const pins = canPin
      ? 'the bot alone on one core (taskset), the callers and the stand-in for Teams on another'
      : 'processes share all cores: there is no taskset here, so ratios are rougher than usual';
    const where = [...described, ...(postgres === null ? [] : [`PostgreSQL ${postgres}, fsync on`]), pins];
    const text = report({ at: new Date().toISOString(), machine: where, partial: partialOf(plan), parts });
    const out = outOf(plan);
    if (out === null) process.stdout.write(text);
    else {
      writeFileSync(out, text);
      const raw = Object.fromEntries(parts.flatMap((part) => Object.entries(part.raw ?? {})));
      writeFileSync(out.replace(/(\.md)?$/, '.json'), `${JSON.stringify(raw, null, 2)}\n`);
      say(`written to ${out}`);
    }
    if (parts.some(({ problems }) => problems.length > 0)) process.exitCode = 1;
  } finally {
    await databases.close();
    removeFolder(folder);
  }
};

// Ended from outside, it still ends its bots and removes its folders.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

const plan = planOf(process.argv.slice(2));
if (typeof plan === 'string') {
  say(plan);
  process.exitCode = 2;
} else await run(plan);
