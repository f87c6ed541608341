import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp, importCustomers, openStore, readPartner } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { readData } from '../../src/data.ts';
import { sampleStories } from '../../src/demo/sample-cases.ts';
import { createLog } from '../../src/log.ts';
import type { Case } from '../../src/triage/case.ts';

const sample = (name: string): string => join(import.meta.dirname, '../../src/demo/sample', name);

/** The cases of a desk whose demo starts at `now`. */
const casesAt = async (now: string): Promise<readonly Case[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'handoff-samples-'));
  const { config } = readConfig({ DATA_FOLDER: folder, PORT: '0', DEMO_PLAYGROUND: 'off' });
  const { data } = readData();
  const { value: profile } = readPartner(sample('partner.json'));
  assert.ok(config !== null && data !== null && profile !== null);
  const store = await openStore(config);
  try {
    await importCustomers(store, sample('customers.csv'));
    const log = createLog('silent');
    const app = await createApp({ config, data, profile, store, log, clock: { now: () => now } });
    await app.replay(sampleStories(now), now);
    return await store.casesBetween('2000-01-01T00:00:00Z', now);
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
};

const workday = '2026-11-23T09:00:00.000Z';

/** Mornings, nights and weekends, the turn of a year, and the hours summer time begins and ends in Berlin. */
const starts = [
  workday,
  '2026-11-22T03:00:00.000Z',
  '2026-11-21T23:30:00.000Z',
  '2027-01-01T00:05:00.000Z',
  '2026-03-29T00:30:00.000Z',
  '2026-10-25T00:30:00.000Z',
];

const doors = (cases: readonly Case[]) =>
  cases
    .toSorted((one, other) => one.number - other.number)
    .map(({ number, stage, decision }) => [
      number,
      stage.at,
      decision?.verdict.outcome,
      decision?.verdict.severity,
    ]);

describe('the cases a demo starts with', () => {
  it('are the same at whatever hour it starts', async () => {
    const usual = doors(await casesAt(workday));
    for (const at of starts) assert.deepEqual(doors(await casesAt(at)), usual, at);
  });

  it('hold one that only its owner and the leads may see', async () => {
    const hidden = (await casesAt(workday)).filter(({ sensitive }) => sensitive);
    assert.equal(hidden.length, 1);
    assert.equal(hidden[0]?.facts.issueKind, 'fraud');
    assert.equal(hidden[0].ownerName, 'Jonas Keller');
    assert.equal(hidden[0].follow.inLeadRoomSince, null);
  });

  it('hold one symptom at three customers, which no lead has heard of yet', async () => {
    const alike = (await casesAt(workday)).filter(({ facts }) => facts.symptom === 'mail-not-delivered');
    assert.equal(new Set(alike.map(({ customerId }) => customerId)).size, 3);
    assert.ok(alike.every(({ follow }) => follow.toldOnce.length === 0));
  });
});
