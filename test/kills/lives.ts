/** Processes of the app, one after another; the next one is loaded while the one before still lives. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Order } from './plan.ts';

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

const program = new URL('./life.ts', import.meta.url);

const loading = (): Child =>
  spawn(process.execPath, ['-r', './src/start.cjs', fileURLToPath(program)], {
    cwd: join(import.meta.dirname, '../..'),
    stdio: ['pipe', 'pipe', 'pipe'],
  });

/** `url` null: the process died before it listened. */
export type Life = {
  readonly url: string | null;
  readonly ended: Promise<void>;
  readonly isOver: () => boolean;
};

const patienceMs = 60_000;

const portOf = async (child: Child, ended: Promise<void>): Promise<string | null> => {
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => void (said += piece));
  while (!said.includes('\n')) {
    const isOver = await Promise.race([once(child.stdout, 'data').then(() => false), ended.then(() => true)]);
    if (isOver) return null;
  }
  return said.trim();
};

const livesBy = async (child: Child, order: Order): Promise<Life> => {
  const state = { isOver: false };
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (piece: string) => void (complaint += piece));
  child.stdin.on('error', () => undefined);
  const exit = new Promise<{ code: number | null }>((resolve) =>
    child.once('exit', (code) => resolve({ code })),
  );
  const ended = exit.then(() => void (state.isOver = true));
  const tooLong = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  child.stdin.write(`${JSON.stringify(order)}\n`);
  const port = await portOf(child, ended);
  clearTimeout(tooLong);
  // Killed is what we want; an exit of its own is a defect.
  const code = state.isOver ? (await exit).code : null;
  if (code !== null)
    throw new Error(`the process ended by itself with ${code}: ${complaint.slice(0, 2_000)}`);
  return { url: port === null ? null : `http://127.0.0.1:${port}`, ended, isOver: () => state.isOver };
};

export const createLives = () => {
  let next = loading();
  let now: Child | null = null;
  const kill = async (child: Child): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return {
    begin: (order: Order): Promise<Life> => {
      now = next;
      next = loading();
      return livesBy(now, order);
    },
    /** Ends the one that lives and the one that waits. */
    close: async (): Promise<void> => {
      if (now !== null) await kill(now);
      await kill(next);
    },
  };
};
