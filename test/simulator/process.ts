/** The product as one process after another on one file: a process can die at any instant, and the next one starts. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importCustomers, readPartner } from '../../src/app.ts';
import { readData, type Data } from '../../src/data.ts';
import { actionTokens } from '../../src/flow/action-token.ts';
import { createCompose } from '../../src/flow/compose.ts';
import { createDeliver } from '../../src/flow/deliver.ts';
import type { Clock, Receive, Store } from '../../src/flow/ports.ts';
import { createReceive } from '../../src/flow/receive.ts';
import { createRemind } from '../../src/flow/remind.ts';
import { sweepOnce } from '../../src/flow/rounds.ts';
import type { DeskRules } from '../../src/flow/who.ts';
import { createLog } from '../../src/log.ts';
import { open } from '../../src/store/sqlite.ts';
import type { Customer } from '../../src/triage/desk.ts';
import type { Inbound } from '../../src/triage/inbound.ts';
import type { createConnectorOf } from './connector.ts';
import type { Reference } from './reference.ts';
import { watchedStore } from './watched-store.ts';
import type { World } from './world.ts';

const sample = (name: string): string => join(import.meta.dirname, '../../src/demo/sample', name);
/** In memory where the system has such a folder: what a power cut leaves is shown elsewhere. */
const fastFolder = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const key = Buffer.alloc(32, 7).toString('base64url');

type Fixed = {
  readonly data: Data;
  readonly profile: ReturnType<typeof readPartner>['value'];
  readonly file: Buffer;
  readonly customers: readonly Customer[];
};

let fixed: Promise<Fixed> | null = null;

/** Read once per test run: policy, texts and cards as shipped, and a database that knows the sample's customers. */
const everyRun = (): Promise<Fixed> => (fixed ??= readEveryRun());

const readEveryRun = async (): Promise<Fixed> => {
  const { data } = readData();
  assert.ok(data !== null);
  const folder = mkdtempSync(join(fastFolder, 'handoff-simulator-'));
  const store = await open({ path: join(folder, 'handoff.db') });
  await importCustomers(store, sample('customers.csv'));
  const customers = await store.findCustomers('', 500);
  await store.close();
  const file = readFileSync(join(folder, 'handoff.db'));
  rmSync(folder, { recursive: true });
  return { data, profile: readPartner(sample('partner.json')).value, file, customers };
};

/** The sample's customers, which every run begins with. */
export const customersAtFirst = async (): Promise<readonly Customer[]> => (await everyRun()).customers;

type Outside = {
  readonly rules: DeskRules;
  readonly connector: ReturnType<typeof createConnectorOf>;
  readonly reference: Reference;
};

/** Longer than the real one's, which looks for what other processes did: here there is none. */
const longestNapMs = 60_000;

/** The sweeper's own loop in virtual time: sweep until nothing is due, nap until the next instant, wake on a nudge. */
const sweeping = (parts: Parameters<typeof sweepOnce>[0], world: World, isAlive: () => boolean) => {
  let isUnderWay = false;
  let wishes = 0;
  let napping = 0;

  const nap = async (): Promise<void> => {
    const dueAt = await parts.store.nextDueAt();
    if (dueAt === null && !world.isRough()) return;
    const waitMs = dueAt === null ? longestNapMs : Date.parse(dueAt) - world.time.nowMs();
    const mine = (napping += 1);
    world.time.after(Math.max(10, world.isRough() ? Math.min(longestNapMs, waitMs) : waitMs), () => {
      if (mine === napping) wake();
    });
  };

  const sweepAll = async (): Promise<void> => {
    do wishes = 0;
    while ((await sweepOnce(parts)) > 0 || wishes > 0);
    isUnderWay = false;
    await nap();
  };

  const wake = (): void => {
    wishes += 1;
    if (isUnderWay || !isAlive()) return;
    isUnderWay = true;
    void sweepAll();
  };

  return wake;
};

/** One life of the product on an open store. */
const live = (store: Store, { data, profile }: Fixed, world: World, outside: Outside) => {
  let alive = true;
  const isAlive = (): boolean => alive;
  const { rules, connector, reference } = outside;
  assert.ok(profile !== null);
  const clock: Clock = { now: () => world.time.now() };
  const log = {
    ...createLog('silent'),
    error: (fields: Readonly<Record<string, unknown>>, message: string) => {
      world.count(message);
      world.verify(fields['code'] === 'turn-kept-losing', () => `${message}: ${JSON.stringify(fields)}`);
    },
  };
  const watched = watchedStore(store, { world, reference, isAlive, onUnpark: () => wake() });
  const tokens = actionTokens([key]);
  const compose = createCompose({ store: watched, ...data, profile, rules, tokens });
  const shell = { store: watched, clock, ...data, profile, rules, tokens, compose, log };
  const outward = { ...shell, connector: connector.forProcess(isAlive), random: world.random.unit };
  const deliver = createDeliver(outward);
  const delivering: typeof deliver = (row, now) => connector.delivering(row, () => deliver(row, now));
  const remind = createRemind({ ...shell, nudge: () => wake() });
  const wake = sweeping({ ...shell, deliver: delivering, remind }, world, isAlive);
  const receive = createReceive({ ...shell, nudge: wake });
  wake();
  return { receive, watched, wake, die: () => void (alive = false), isAlive };
};

export type Desk = Awaited<ReturnType<typeof openDesk>>;

export const openDesk = async (world: World, outside: Outside) => {
  const fixture = await everyRun();
  const folder = mkdtempSync(join(fastFolder, 'handoff-simulator-'));
  const path = join(folder, 'handoff.db');
  writeFileSync(path, fixture.file);
  let store = await open({ path });
  let life = live(store, fixture, world, outside);

  return {
    path,
    reference: outside.reference,
    store: () => store,
    /** Rows without a turn: what reminders will be. */
    commit: (commit: Parameters<Store['commit']>[0]) => life.watched.commit(commit).then(() => life.wake()),
    /** Null: the process died before it answered. */
    receive: (
      inbound: Inbound,
    ): { readonly answer: ReturnType<Receive>; readonly isAlive: () => boolean } => ({
      answer: life.receive(inbound),
      isAlive: life.isAlive,
    }),
    /** The machine is off until the next `restart`. */
    die: (): void => life.die(),
    /** The process is gone, and with it all that it had in memory. */
    restart: async (): Promise<void> => {
      world.note('restart');
      world.count('restarts');
      life.die();
      await store.close();
      store = await open({ path });
      outside.reference.lapse();
      life = live(store, fixture, world, outside);
    },
    close: async (): Promise<void> => {
      life.die();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
