/**
 * `npm run --silent export -- --person <tenant/object>` or `--customer <domain>`: all that is kept of somebody, as one
 * JSON document on standard output or in `--out FILE`. Exit code 1: nobody of that name; 2: not asked for rightly.
 */
import { renameSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Problem } from '../fault.ts';
import { Fault } from '../fault.ts';
import { exportCustomer, exportPerson } from '../store/export.ts';
import { openMaintenance } from '../store/maintenance.ts';
import type { Maintenance } from '../store/maintenance.ts';
import { optionsOf, placeOf, runCommand, say, whomIn, whomOptions, whomText } from './command.ts';
import type { Whom } from './command.ts';

const usage: Problem = {
  place: 'npm run export',
  value: 'not one person or one customer',
  expected: '--person <tenant id>/<object id>, or --customer <domain>; and --out FILE if wanted',
  remedy: 'For example: npm run --silent export -- --customer contoso.example --out contoso.json',
};

const exported = async (db: Maintenance, whom: Whom): Promise<object | null> => {
  if (whom.is === 'customer') {
    const found = await exportCustomer(db, whom.domain);
    return found.customer === null ? null : found;
  }
  const found = await exportPerson(db, whom.id);
  return found.person === null && found.cases.length === 0 && found.entries.length === 0 ? null : found;
};

const unknown = (whom: Whom): Fault =>
  new Fault('export-unknown', {
    detail: {
      place: whomText(whom),
      found: `no such ${whom.is}`,
      expected: `a ${whom.is} Handoff has data of`,
      remedy: 'Check the spelling; nothing was written.',
    },
  });

/** Whole or not at all. */
const write = (path: string, text: string): void => {
  try {
    writeFileSync(`${path}.part`, text, { mode: 0o600 });
    renameSync(`${path}.part`, path);
  } catch (cause) {
    const remedy = 'Name a file in a folder this account may write to.';
    const detail = { place: path, found: 'a file that cannot be written', expected: 'one that can', remedy };
    throw new Fault('export-not-written', { detail, cause });
  }
};

const run = async (): Promise<void> => {
  const given = optionsOf({ ...whomOptions, out: { type: 'string' } }, usage);
  const whom = whomIn(given, usage);
  const db = await openMaintenance(placeOf());
  try {
    const found = await exported(db, whom);
    if (found === null) throw unknown(whom);
    const at = new Date().toISOString();
    const text = `${JSON.stringify({ exportedAt: at, of: whomText(whom), ...found }, null, 2)}\n`;
    if (typeof given['out'] !== 'string') process.stdout.write(text);
    else {
      const out = resolve(given['out']);
      write(out, text);
      say(`Written: ${out}`);
    }
  } finally {
    await db.close();
  }
};

await runCommand('npm run export', run);
