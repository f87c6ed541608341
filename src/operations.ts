/**
 * What a running server shows its operator, and what it does by itself day by day. It looks at the database beside the
 * turns, through a connection of its own, opened when first needed.
 */
import type { Config } from './config.ts';
import { Fault } from './fault.ts';
import type { Clock, Findings } from './flow/ports.ts';
import type { Log } from './log.ts';
import { faultFields } from './log.ts';
import type { Counting } from './metrics.ts';
import { createMetrics } from './metrics.ts';
import type { OperatorAnswer, OperatorPages, OperatorServer } from './operator-port.ts';
import { createOperatorServer } from './operator-port.ts';
import { createFindings } from './operations-findings.ts';
import { longestDueMs } from './operations-look.ts';
import { createWatchdog, type Watchdog } from './operations-watch.ts';
import type { Probe } from './outbound/probe.ts';
import { mergeIndex } from './store/cleanse.ts';
import { openMaintenance, type Maintenance } from './store/maintenance.ts';
import { outboxFigures, type OutboxFigures } from './store/outbox-figures.ts';
import { forgetClosed } from './store/retention.ts';

export type Operations = {
  /** Where the operator's port is, or null. Rejects with a Fault when a port that was asked for cannot be had. */
  start(): Promise<{ readonly port: number } | null>;
  stop(): Promise<void>;
  readonly findings: Findings;
  /** Resolves when so little memory is left that the process should end while it can. */
  readonly exhausted: Promise<void>;
};

type Parts = {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly counting: Counting;
  /** What keeps the edge from working. */
  readonly problems: () => readonly string[];
  /** Tries the addresses outside, and the bot's login. */
  readonly probe: () => Promise<Probe>;
};

const dayMs = 24 * 3_600_000;
/** Not in the first minute: a server that starts has people waiting. */
const firstRetentionMs = 60_000;

const storeReason = (caught: unknown): string =>
  `store: ${caught instanceof Fault ? caught.code : 'cannot be asked'}`;

const reasonsIn = ({ oldestDueMs }: OutboxFigures): readonly string[] =>
  oldestDueMs > longestDueMs
    ? [`outbox: a message has been due for ${Math.round(oldestDueMs / 1_000)} seconds`]
    : [];

const json = (status: number, body: object): OperatorAnswer => ({
  status,
  type: 'application/json; charset=utf-8',
  body: `${JSON.stringify(body)}\n`,
});

/** Opened at first use; a failure is tried again at the next. */
const database = (config: Config) => {
  let opened: Promise<Maintenance> | null = null;
  return {
    use: async (): Promise<Maintenance> => {
      opened ??= openMaintenance(config);
      try {
        return await opened;
      } catch (caught) {
        opened = null;
        throw caught;
      }
    },
    close: async (): Promise<void> => {
      await (await opened?.catch(() => null))?.close();
    },
  };
};

type Look = { readonly figures: OutboxFigures | null; readonly reasons: readonly string[] };

const pagesOf = (
  { clock, counting, problems }: Parts,
  use: () => Promise<Maintenance>,
  watchdog: Watchdog,
): OperatorPages => {
  const look = async (): Promise<Look> => {
    try {
      const db = await use();
      db.insistInPlace();
      const figures = await outboxFigures(db.read, clock.now());
      return { figures, reasons: reasonsIn(figures) };
    } catch (caught) {
      return { figures: null, reasons: [storeReason(caught)] };
    }
  };
  return {
    '/readyz': async () => {
      const { figures, reasons } = await look();
      const all = [...problems(), ...reasons, ...watchdog.reasons()];
      const outbox = figures === null ? null : { ...figures.messages, oldestDueMs: figures.oldestDueMs };
      return json(all.length === 0 ? 200 : 503, {
        status: all.length === 0 ? 'ready' : 'not ready',
        reasons: all,
        outbox,
      });
    },
    '/metrics': async () => {
      const { figures } = await look();
      const { type, body } = await counting.metrics.render(figures, watchdog.shares());
      return { status: 200, type, body };
    },
  };
};

/** Forgets closed cases once a day; how often it fails is seen in the log, and the next day tries again. */
const retention = ({ config, clock, log }: Parts, use: () => Promise<Maintenance>) => {
  const run = async (): Promise<void> => {
    const before = new Date(Date.parse(clock.now()) - config.retentionDays * dayMs).toISOString();
    const db = await use();
    const forgotten = await forgetClosed(db, before);
    if (forgotten === 0) return;
    if (db.kind === 'sqlite') await mergeIndex(db);
    log.info({ cases: forgotten, days: config.retentionDays }, 'closed cases were forgotten');
  };
  let under: Promise<void> = Promise.resolve();
  const tick = (): void => {
    under = run().catch((caught: unknown) => log.error(faultFields(caught), 'retention failed'));
  };
  let timer: NodeJS.Timeout | null = null;
  const next = (ms: number): void => {
    timer = setTimeout(() => {
      tick();
      next(dayMs);
    }, ms).unref();
  };
  return {
    start: () => (config.retentionDays === 0 ? undefined : next(firstRetentionMs)),
    stop: async () => {
      if (timer !== null) clearTimeout(timer);
      await under;
    },
  };
};

const openPort = async (parts: Parts, pages: OperatorPages): Promise<Listening | null> => {
  const { operator } = parts.config;
  if (operator === null) return null;
  const server = createOperatorServer({ ...operator, pages, log: parts.log });
  try {
    return { server, ...(await server.listen()) };
  } catch (caught) {
    if (operator.isChosen) throw caught;
    parts.log.warn(faultFields(caught), 'no operator’s port');
    return null;
  }
};

type Listening = { readonly server: OperatorServer; readonly port: number };

export const createOperations = (parts: Parts): Operations => {
  const db = database(parts.config);
  const daily = retention(parts, db.use);
  const watchdog = createWatchdog(parts.config.memoryLimit, parts.log);
  let listening: Listening | null = null;
  return {
    findings: createFindings({ ...parts, use: db.use }),
    exhausted: watchdog.exhausted,
    start: async () => {
      daily.start();
      watchdog.start();
      listening = await openPort(parts, pagesOf(parts, db.use, watchdog));
      if (listening === null) return null;
      parts.counting.metrics = createMetrics();
      return { port: listening.port };
    },
    stop: async () => {
      watchdog.stop();
      await listening?.server.close();
      await daily.stop();
      await db.close();
    },
  };
};
