/**
 * `npm run erase -- --person <tenant/object>` or `--customer <domain>`: removes somebody's data, also while the server
 * runs, and looks through the files afterwards. Exit code 1: not known, or something is left; 2: not asked for rightly.
 */
import type { Problem } from '../fault.ts';
import { Fault } from '../fault.ts';
import { cleanse } from '../store/cleanse.ts';
import type { Cleansed } from '../store/cleanse.ts';
import { eraseCustomer } from '../store/erase-customer.ts';
import { erasePerson } from '../store/erase-person.ts';
import type { Erased } from '../store/erase-work.ts';
import { openMaintenance } from '../store/maintenance.ts';
import type { Maintenance } from '../store/maintenance.ts';
import { optionsOf, placeOf, runCommand, say, whomIn, whomOptions, whomText } from './command.ts';
import type { Whom } from './command.ts';

const usage: Problem = {
  place: 'npm run erase',
  value: 'not one person or one customer',
  expected: '--person <tenant id>/<object id>, or --customer <domain>',
  remedy: 'For example: npm run erase -- --customer contoso.example',
};

const erase = (db: Maintenance, whom: Whom): Promise<Erased> => {
  const now = new Date().toISOString();
  return whom.is === 'person' ? erasePerson(db, whom.id, now) : eraseCustomer(db, whom.domain, now);
};

const unknown = (whom: Whom): Fault =>
  new Fault('erase-unknown', {
    detail: {
      place: whomText(whom),
      found: `no such ${whom.is}`,
      expected: `a ${whom.is} Handoff has data of`,
      remedy:
        whom.is === 'person'
          ? 'Both ids stand in Microsoft Entra ID; nothing was changed.'
          : 'Use the domain from the customer directory; nothing was changed.',
    },
  });

const left = (where: readonly string[]): Fault =>
  new Fault('erase-left', {
    detail: {
      place: where.join(', '),
      found: 'a name or text of theirs, in something others wrote',
      expected: 'none',
      remedy:
        'Everything of theirs is erased. Somebody else’s words still name them: find the case in Teams, and erase that too.',
    },
  });

const report = (erased: Erased, cleansed: Cleansed, db: Maintenance): void => {
  const { cases, openCases, texts, unsent } = erased;
  say(`Erased: ${cases} cases (${openCases} were open), ${texts} texts, ${unsent} unsent messages.`);
  if (openCases > 0) say('Open cases that stay are without an owner or texts now; a lead can assign them.');
  if (cleansed.rewritten) say('The database file was written anew.');
  if (cleansed.logKept)
    say('The write-ahead log is in use and will be emptied by the server; run this again to look.');
  say(
    db.kind === 'sqlite'
      ? 'Nothing of theirs is found in the bytes of the database, its log or its index.'
      : 'The tables were vacuumed. The server’s own log and its backups are yours to look after.',
  );
  say('Backups made before still hold it until they expire. Messages already sent stay in Teams.');
};

const run = async (): Promise<void> => {
  const whom = whomIn(optionsOf(whomOptions, usage), usage);
  const db = await openMaintenance(placeOf());
  try {
    const erased = await erase(db, whom);
    if (!erased.wasKnown) throw unknown(whom);
    const cleansed = await cleanse(db, erased.traces);
    if (cleansed.leftIn.length > 0) throw left(cleansed.leftIn);
    report(erased, cleansed, db);
  } finally {
    await db.close();
  }
};

await runCommand('npm run erase', run);
