/**
 * Group commit: writes asked for in one tick of the event loop share one transaction and one fsync; if one of them
 * fails, each is tried alone. Nobody is answered before COMMIT. A lock held by another process is waited for with a
 * timer, because busy_timeout would hold the whole event loop.
 */
import type { DatabaseSync } from 'node:sqlite';
import { Fault } from '../fault.ts';
import { isBusy, storeFault } from './sqlite-faults.ts';

type Outcome = { readonly done: true } | { readonly done: false; readonly why: Fault };
type Job = { readonly run: () => void; readonly settle: (outcome: Outcome) => void };

/** Keeps one flush under some 20 ms, so that reads are not held up by a flood of writes. */
const jobsPerTransaction = 128;
const firstWaitMs = 5;
const longestWaitMs = 100;
const patienceMs = 5_000;

export class GroupWriter {
  readonly #db: DatabaseSync;
  readonly #path: string;
  /** Throws if the file is no longer where it was opened. */
  readonly #stillThere: () => void;
  #jobs: Job[] = [];
  #isScheduled = false;
  #isClosed = false;
  #waitMs = firstWaitMs;
  #waitedMs = 0;

  constructor(db: DatabaseSync, path: string, stillThere: () => void) {
    this.#db = db;
    this.#path = path;
    this.#stillThere = stillThere;
  }

  /** Runs `run` inside the next transaction; may run it again if that transaction had to be given up. */
  write<T>(run: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#isClosed) {
        reject(new Fault('store-closed', { detail: { place: this.#path } }));
        return;
      }
      let value: T;
      this.#jobs.push({
        run: () => void (value = run()),
        settle: (outcome) => (outcome.done ? resolve(value) : reject(outcome.why)),
      });
      this.#schedule();
    });
  }

  /** Commits what was asked for before; later writes are refused. */
  close(): void {
    this.#isClosed = true;
    while (this.#jobs.length > 0 && this.#flush() === 'flushed');
    this.#giveUp(new Fault('store-closed', { detail: { place: this.#path } }));
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => this.#turn());
  }

  #turn(): void {
    this.#isScheduled = false;
    if (this.#jobs.length === 0) return;
    if (this.#flush() === 'busy') this.#wait();
    else if (this.#jobs.length > 0) this.#schedule();
  }

  #wait(): void {
    if (this.#waitedMs >= patienceMs) {
      this.#waitedMs = 0;
      this.#giveUp(new Fault('store-busy', { detail: { place: this.#path, waitedMs: patienceMs } }));
      return;
    }
    this.#isScheduled = true;
    setTimeout(() => this.#turn(), this.#waitMs);
    this.#waitedMs += this.#waitMs;
    this.#waitMs = Math.min(longestWaitMs, this.#waitMs * 2);
  }

  #giveUp(why: Fault): void {
    for (const job of this.#jobs.splice(0)) job.settle({ done: false, why });
  }

  #flush(): 'flushed' | 'busy' {
    const batch = this.#jobs.slice(0, jobsPerTransaction);
    try {
      this.#stillThere();
      this.#db.exec('begin immediate');
    } catch (caught) {
      if (isBusy(caught)) return 'busy';
      this.#jobs.splice(0, batch.length);
      for (const job of batch) job.settle({ done: false, why: storeFault(caught, this.#path) });
      return 'flushed';
    }
    this.#jobs.splice(0, batch.length);
    this.#waitMs = firstWaitMs;
    this.#waitedMs = 0;
    this.#finish(batch);
    return 'flushed';
  }

  /**
   * `batch` runs in the transaction just begun. If one of them fails, all is undone and each gets a transaction of its
   * own. A savepoint around each would spare that, and costs every turn a copy of the pages it changes.
   */
  #finish(batch: readonly Job[]): void {
    try {
      for (const job of batch) job.run();
      this.#db.exec('commit');
    } catch (caught) {
      if (this.#db.isTransaction) this.#db.exec('rollback');
      const why = storeFault(caught, this.#path);
      if (batch.length === 1) batch[0]?.settle({ done: false, why });
      else for (const job of batch) this.#alone(job);
      return;
    }
    for (const job of batch) job.settle({ done: true });
  }

  #alone(job: Job): void {
    try {
      this.#db.exec('begin immediate');
    } catch (caught) {
      job.settle({ done: false, why: storeFault(caught, this.#path) });
      return;
    }
    this.#finish([job]);
  }
}
