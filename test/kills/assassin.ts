/** A thread that ends its own process from outside of what it does: told when, it waits some microseconds and kills. */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

/** Call it at the beginning of what shall not end. */
export type Strike = () => void;

const spinUntil = (endsAt: number): void => {
  while (performance.now() < endsAt);
};

export const killNow = (): void => {
  process.kill(process.pid, 'SIGKILL');
  // The signal takes effect within microseconds; nothing may happen until then.
  spinUntil(Infinity);
};

/** A thread of its own, because SQLite does not give the main one back until it is done. */
export const hireAssassin = async (delayMicros: number): Promise<Strike> => {
  const cell = new Int32Array(new SharedArrayBuffer(8));
  cell[1] = delayMicros;
  const worker = new Worker(new URL(import.meta.url), { workerData: cell });
  worker.unref();
  await new Promise((resolve) => worker.once('message', resolve));
  return () => {
    Atomics.store(cell, 0, 1);
    Atomics.notify(cell, 0);
  };
};

if (!isMainThread && workerData instanceof Int32Array) {
  parentPort?.postMessage('ready');
  Atomics.wait(workerData, 0, 0);
  spinUntil(performance.now() + (workerData[1] ?? 0) / 1_000);
  killNow();
}
