import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import pg from 'pg';
import type { Store } from '../../src/flow/ports.ts';
import { open } from '../../src/store/postgres.ts';
import { sharedPostgres } from './postgres-server.ts';
import { aCommit, rowTo } from './samples.ts';

type Line = {
  readonly what: string;
  readonly key: string;
  readonly attempt: number;
  readonly isLapsed: boolean;
};
type Instance = { readonly child: ChildProcess; readonly lines: Line[]; readonly kill: () => Promise<void> };

const instanceAt = async (url: string, manner: 'work' | 'hold'): Promise<Instance> => {
  const program = new URL('./sweeping-process.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [program, url, manner], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: Line[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (text) => {
    const [what = '', key = '', attempt = '0', how = ''] = text.split(' ');
    if (what !== 'ready') lines.push({ what, key, attempt: Number(attempt), isLapsed: how === 'lapsed' });
  });
  await once(reader, 'line');
  const ended = once(reader, 'close');
  return {
    child,
    lines,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
};

describe('Three processes on one PostgreSQL', () => {
  let url = '';
  let admin: pg.Client;
  let store: Store;
  let running: Instance[] = [];

  beforeEach(async () => {
    url = await (await sharedPostgres()).fresh();
    admin = new pg.Client({ connectionString: url });
    await admin.connect();
    store = await open({ url });
    running = [];
  });
  afterEach(async () => {
    await Promise.all(running.map((one) => one.kill()));
    await store.close();
    await admin.end();
  });

  const start = async (...manners: readonly ('work' | 'hold')[]): Promise<void> => {
    running = await Promise.all(manners.map((manner) => instanceAt(url, manner)));
  };
  const sentLines = () => running.flatMap(({ lines }) => lines).filter(({ what }) => what === 'sent');
  const until = async (isSo: () => Promise<boolean> | boolean): Promise<void> => {
    while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 25));
  };
  const isEmpty = async (): Promise<boolean> => {
    const { rows } = await admin.query<{ n: string }>('select count(*) as n from outbox');
    return rows[0]?.n === '0';
  };
  const now = () => new Date().toISOString();
  /** Sixty messages to twenty people, each person of a tenant of their own, so that only the conversation's order counts. */
  const sixty = () => Array.from({ length: 60 }, (_, n) => rowTo(`t${n % 20}/p`, `row-${n}`, now()));

  it('send each message once, in order for each person', async () => {
    await start('work', 'work', 'work');
    await store.commit(aCommit({ rows: sixty(), now: now() }));
    await until(isEmpty);
    const keys = sentLines().map(({ key }) => key);
    assert.equal(keys.length, 60);
    assert.equal(new Set(keys).size, 60);
    const busy = running.filter(({ lines }) => lines.length > 0);
    assert.ok(busy.length > 1, 'one process did all the work');
  });

  it('take over from one that is killed between sending and settling, and know that it may have sent', async () => {
    await start('hold');
    const [held] = running;
    assert.ok(held !== undefined);
    await store.commit(aCommit({ rows: sixty(), now: now() }));
    await until(() => held.lines.filter(({ what }) => what === 'sent').length === 3);
    await held.kill();
    running.push(await instanceAt(url, 'work'), await instanceAt(url, 'work'));
    await until(isEmpty);
    const settled = new Set(held.lines.filter(({ what }) => what === 'settled').map(({ key }) => key));
    const twice = [...Map.groupBy(sentLines(), ({ key }) => key).values()].filter((all) => all.length > 1);
    assert.deepEqual(
      twice.map((all) => [all.length, all[1]?.attempt, all[1]?.isLapsed]),
      [[2, 2, true]],
    );
    assert.equal(new Set(sentLines().map(({ key }) => key)).size, 60);
    assert.ok(twice.every(([first]) => first !== undefined && !settled.has(first.key)));
  });

  it('keep one budget together', async () => {
    const rows = Array.from({ length: 120 }, (_, n) => rowTo(`home/p${n}`, `row-${n}`, now()));
    await store.commit(aCommit({ rows, now: now() }));
    await start('work', 'work', 'work');
    await until(isEmpty);
    const { rows: sends } = await admin.query<{ at_ms: string }>(
      `select at_ms from sends where scope = 'tenant:home' order by nth`,
    );
    const instants = sends.map(({ at_ms }) => Number(at_ms));
    assert.equal(instants.length, 120);
    instants.forEach((atMs, n) => {
      const earlier = instants[n - 50];
      // Clocks of one machine: what is counted later may carry an instant a little earlier.
      assert.ok(
        earlier === undefined || atMs - earlier >= 1_000 - 50,
        `send ${n} came ${atMs - (earlier ?? 0)} ms after`,
      );
    });
  });
});
