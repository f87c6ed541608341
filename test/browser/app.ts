/** The real thing: `npm start` on a fresh data folder, as a child process. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { portOf } from './mini-bot.ts';

export type RunningApp = {
  /** Address of the Playground's page, as the terminal printed it. */
  readonly url: string;
  /** What the terminal showed so far. */
  readonly lines: readonly string[];
  readonly stop: () => Promise<void>;
};

const root = fileURLToPath(new URL('../..', import.meta.url));
const patienceMs = 30_000;

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  server.close();
  await once(server, 'close');
  return port;
};

/** A terminal of its own, so that stopping reaches npm and everything below it, as Ctrl+C does. */
const npmStart = async (dataFolder: string): Promise<ChildProcess> =>
  spawn('npm', ['--silent', 'start'], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      // A developer's .env may name a real bot; an empty variable counts as absent.
      MicrosoftAppId: '',
      NODE_ENV: '',
      PORT: String(await freePort()),
      DATA_FOLDER: dataFolder,
      DEMO_PLAYGROUND: 'on',
      DEMO_PLAYGROUND_PORT: String(await freePort()),
      TZ: 'Europe/Berlin',
    },
  });

/** Resolves with the address, or rejects with what the terminal showed when it ended or took too long. */
const addressPrinted = (child: ChildProcess, lines: string[]): Promise<string> =>
  new Promise((found, failed) => {
    const giveUp = (why: string): void => failed(new Error(`npm start ${why}:\n${lines.join('\n')}`));
    const timer = setTimeout(() => giveUp('printed no address'), patienceMs);
    child.once('exit', (code) => giveUp(`ended with ${code ?? 'a signal'}`));
    const read = (line: string): void => {
      lines.push(line);
      const address = /Open (http:\S+)/.exec(line)?.[1];
      if (address === undefined) return;
      clearTimeout(timer);
      found(address);
    };
    for (const stream of [child.stdout, child.stderr])
      if (stream !== null) createInterface({ input: stream }).on('line', read);
  });

const interrupt = async (child: ChildProcess): Promise<void> => {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  process.kill(-child.pid, 'SIGINT');
  await ended;
};

export const startApp = async (): Promise<RunningApp> => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'handoff-browser-'));
  const child = await npmStart(dataFolder);
  const lines: string[] = [];
  const stop = async (): Promise<void> => {
    await interrupt(child);
    await rm(dataFolder, { recursive: true, force: true });
  };
  try {
    return { url: await addressPrinted(child, lines), lines, stop };
  } catch (caught) {
    await stop();
    throw caught;
  }
};
