import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import sinon from 'sinon';
import { openStore } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import type { Log } from '../src/log.ts';
import { createCounting } from '../src/metrics.ts';
import { createOperations, type Operations } from '../src/operations.ts';
import { aFolder, until } from './commands/desk-at-work.ts';
import { aCase, keeping } from './store/samples.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const start = Date.parse('2026-11-20T09:00:00Z');

describe('A server that keeps closed cases for 30 days', () => {
  let folder = '';
  let time: sinon.SinonFakeTimers;
  let running: Operations | null = null;
  const logged: string[] = [];

  beforeEach(() => {
    folder = aFolder();
    logged.length = 0;
    // Only timers and the desk's clock are virtual: the database works at its own pace.
    time = sinon.useFakeTimers({ now: start, toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  });
  afterEach(async () => {
    time.restore();
    await running?.stop();
    running = null;
    rmSync(folder, { recursive: true, force: true });
  });

  const place = () => ({ dataFolder: folder, databaseUrl: null });

  /** A case that was closed so many days before the server starts. */
  const closed = async (id: string, number: number, daysAgo: number): Promise<void> => {
    const at = new Date(start - daysAgo * dayMs).toISOString();
    const store = await openStore(place());
    await store.commit(
      keeping(
        aCase({ id, number, changedAt: at, stage: { at: 'closed', closedAt: at, how: 'solved' } }),
        'mail',
      ),
    );
    await store.close();
  };

  const left = async (): Promise<readonly number[]> => {
    const store = await openStore(place());
    const all = await store.casesBetween('1970-01-01T00:00:00Z', '9999-01-01T00:00:00Z');
    await store.close();
    return all.map(({ number }) => number);
  };

  const operations = async (days = '30'): Promise<void> => {
    const { config } = readConfig({ DATA_FOLDER: folder, OPERATOR_PORT: 'off', RETENTION_DAYS: days });
    assert.ok(config !== null);
    const write = (_: unknown, message: string): void => void logged.push(message);
    const log: Log = { debug: write, info: write, warn: write, error: write };
    running = createOperations({
      config,
      clock: { now: () => new Date().toISOString() },
      log,
      counting: createCounting(),
      problems: () => [],
      probe: () => assert.fail('nobody asked'),
    });
    await running.start();
  };

  /** Until so many lines are in the log: the database takes its own time. */
  const said = (lines: number): Promise<void> => until(() => logged.length >= lines);

  /** Lets time pass, and whatever that begins begin. */
  const passes = async (ms: number): Promise<void> => {
    await time.tickAsync(ms);
    for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };

  it('forgets what is older a minute after its start, and every day what has become so', async () => {
    await closed('long-ago', 1_001, 31);
    await closed('nearly', 1_002, 29.5);
    await closed('lately', 1_003, 2);
    await operations();
    await passes(minuteMs - 1);
    assert.deepEqual(await left(), [1_001, 1_002, 1_003]);
    await passes(1);
    await said(1);
    assert.deepEqual(await left(), [1_002, 1_003]);
    await passes(dayMs - 1);
    assert.deepEqual(await left(), [1_002, 1_003]);
    await passes(1);
    await said(2);
    assert.deepEqual(await left(), [1_003]);
    assert.deepEqual(logged, ['closed cases were forgotten', 'closed cases were forgotten']);
  });

  it('tries again the next day when it could not', async () => {
    await operations();
    await passes(minuteMs);
    await said(1);
    assert.deepEqual(logged, ['retention failed']);
    await closed('long-ago', 1_001, 40);
    await passes(dayMs);
    await said(2);
    assert.deepEqual(await left(), []);
  });

  it('keeps everything where that was wished', async () => {
    await closed('ages-ago', 1_001, 4_000);
    await operations('0');
    await passes(3 * dayMs);
    assert.deepEqual(await left(), [1_001]);
    assert.equal(time.countTimers(), 0);
  });

  it('forgets nothing after its end', async () => {
    await closed('long-ago', 1_001, 31);
    await operations();
    await running?.stop();
    running = null;
    await passes(2 * dayMs);
    assert.deepEqual(await left(), [1_001]);
  });
});
