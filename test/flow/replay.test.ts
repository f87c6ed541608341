import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp, importCustomers, openStore, readPartner } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { readData } from '../../src/data.ts';
import { sampleStories } from '../../src/demo/sample-cases.ts';
import { createLog } from '../../src/log.ts';

const sample = (name: string): string => join(import.meta.dirname, '../../src/demo/sample', name);
const now = '2026-11-20T14:00:00.000Z';

describe('the demo’s sample cases', () => {
  it('are worked out by the desk itself, tell nobody anything, and leave the first number to the person', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'handoff-samples-'));
    const { config } = readConfig({ DATA_FOLDER: folder, PORT: '0', DEMO_PLAYGROUND: 'off' });
    const { data } = readData();
    const { value: profile } = readPartner(sample('partner.json'));
    assert.ok(config !== null && data !== null && profile !== null);
    const store = await openStore(config);
    await importCustomers(store, sample('customers.csv'));
    const log = createLog('silent');
    const app = await createApp({ config, data, profile, store, log, clock: { now: () => now } });
    await app.replay(sampleStories(now), now);

    const cases = await store.casesBetween('2026-01-01T00:00:00Z', now);
    const stages = new Set(cases.map(({ stage }) => stage.at));
    assert.deepEqual([...stages].sort(), ['closed', 'decided', 'handed-over']);
    assert.ok(new Set(cases.map(({ ownerName }) => ownerName)).size >= 4);
    for (const { id, changedAt } of cases) {
      assert.ok(Date.parse(changedAt) <= Date.parse(now));
      assert.equal(await store.brokenEntry(id), null);
    }
    assert.equal(await store.nextCaseNumber(), 1001);
    const dueAt = await store.nextDueAt();
    assert.ok(dueAt === null || Date.parse(dueAt) > Date.parse(now), 'nothing is told of the past');
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
});
