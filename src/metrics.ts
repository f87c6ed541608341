/**
 * What is counted, for whoever watches a server: turns, sends, decisions, and what waits. Labels are words of closed
 * lists; no id, name or text ever is one.
 */
import { createRequire } from 'node:module';
import type * as prom from 'prom-client';
import type { Receive, Store } from './flow/ports.ts';
import { loadedWith } from './load-lean.ts';

/** What is looked up when somebody asks, not counted along the way. */
export type Gauges = {
  readonly messages: Readonly<Record<string, number>>;
  readonly oldestDueMs: number;
  readonly overdueReminders: number;
  readonly clocksAtRisk: Readonly<Record<string, number>>;
};

export type Metrics = {
  turn(kind: string, result: string, seconds: number): void;
  /** How a row of the outbox ended for now. */
  settled(kind: string): void;
  decided(outcome: string): void;
  /** The Prometheus text format. `gauges` null: the store could not be asked. `memory`: what is used of each limit. */
  render(
    gauges: Gauges | null,
    memory: Readonly<Record<string, number>>,
  ): Promise<{ readonly type: string; readonly body: string }>;
};

/** Seconds. A durable turn takes milliseconds; Teams gives up on a click after five seconds. */
const latencyBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/**
 * The kinds in use, without what pushes figures elsewhere or gathers them from a cluster, and without OpenTelemetry, of
 * which one of them asks for the span of an exemplar: there are none here.
 */
const promClient = () => {
  const require = createRequire(import.meta.url);
  const part = (name: string): unknown => require(`prom-client/lib/${name}.js`);
  const { resolve } = createRequire(require.resolve('prom-client'));
  const standIns = [{ path: resolve('@opentelemetry/api'), members: {} }];
  return loadedWith(standIns, () => ({
    Registry: part('registry') as typeof prom.Registry,
    Counter: part('counter') as typeof prom.Counter,
    Gauge: part('gauge') as typeof prom.Gauge,
    Histogram: part('histogram') as typeof prom.Histogram,
    collectDefaultMetrics: part('defaultMetrics') as typeof prom.collectDefaultMetrics,
  }));
};

/** Loaded only where a port shows them: a bot without one starts without it. */
export const createMetrics = (): Metrics => {
  const { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } = promClient();
  const register = new Registry();
  const registers = [register];
  collectDefaultMetrics({ register });
  const counter = (name: string, help: string, labelNames: readonly string[]) =>
    new Counter({ name, help, labelNames: [...labelNames], registers });
  const gauge = (name: string, help: string, labelNames: readonly string[] = []) =>
    new Gauge({ name, help, labelNames: [...labelNames], registers });

  const turns = counter('handoff_turns_total', 'Activities taken, by kind and by how they were answered.', [
    'kind',
    'result',
  ]);
  const latency = new Histogram({
    name: 'handoff_turn_seconds',
    help: 'From an authenticated activity to its answer.',
    labelNames: ['kind'],
    buckets: latencyBuckets,
    registers,
  });
  const sends = counter(
    'handoff_sends_total',
    'Attempts to deliver, by how they ended; "again" is a retry to come.',
    ['result'],
  );
  const decisions = counter('handoff_decisions_total', 'Verdicts, by outcome.', ['outcome']);
  const rows = gauge('handoff_outbox_messages', 'Messages in the outbox, by state.', ['state']);
  const age = gauge('handoff_outbox_oldest_due_seconds', 'How long the longest due message has been due.');
  const reminders = gauge('handoff_reminders_overdue', 'Reminders that are due and not yet taken.');
  const clocks = gauge(
    'handoff_clocks_at_risk',
    'Thresholds of clocks that fall due within the hour, by clock.',
    ['clock'],
  );
  const room = gauge('handoff_memory_used_ratio', 'What is used of the memory there is: 1 is all of it.', [
    'of',
  ]);
  const answers = gauge('handoff_store_answers', '1 while the store can be asked, else 0.');

  const show = (gauges: Gauges): void => {
    for (const [state, many] of Object.entries(gauges.messages)) rows.set({ state }, many);
    age.set(gauges.oldestDueMs / 1_000);
    reminders.set(gauges.overdueReminders);
    clocks.reset();
    for (const [clock, many] of Object.entries(gauges.clocksAtRisk)) clocks.set({ clock }, many);
  };

  return {
    turn: (kind, result, seconds) => {
      turns.inc({ kind, result });
      latency.observe({ kind }, seconds);
    },
    settled: (result) => sends.inc({ result }),
    decided: (outcome) => decisions.inc({ outcome }),
    render: async (gauges, memory) => {
      for (const [of, share] of Object.entries(memory)) room.set({ of }, share);
      answers.set(gauges === null ? 0 : 1);
      if (gauges !== null) show(gauges);
      return { type: register.contentType, body: await register.metrics() };
    },
  };
};

/** Where nobody watches. */
const notCounted: Metrics = {
  turn: () => undefined,
  settled: () => undefined,
  decided: () => undefined,
  render: () => Promise.resolve({ type: 'text/plain; charset=utf-8', body: '' }),
};

/** The counts of one app: nothing until somebody begins to watch. */
export type Counting = { metrics: Metrics };
export const createCounting = (): Counting => ({ metrics: notCounted });

export const countedReceive =
  (receive: Receive, counting: Counting): Receive =>
  async (inbound) => {
    const startedAt = performance.now();
    const answer = await receive(inbound);
    counting.metrics.turn(inbound.what.kind, answer.kind, (performance.now() - startedAt) / 1_000);
    return answer;
  };

/** The same store; what is committed and settled is counted after it is. */
export const countedStore = (store: Store, counting: Counting): Store => ({
  ...store,
  commit: async (commit) => {
    const committed = await store.commit(commit);
    if (committed.kind !== 'committed') return committed;
    for (const { what, data } of commit.record)
      if (what === 'decided' && typeof data['outcome'] === 'string')
        counting.metrics.decided(data['outcome']);
    return committed;
  },
  settle: async (row, settled) => {
    await store.settle(row, settled);
    counting.metrics.settled(settled.kind);
  },
});
