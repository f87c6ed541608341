/** The real thing: `npm start` on a fresh data folder, as a child process. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { portOf } from './mini-bot.ts';

export type RunningApp = {
  /** Address of the desk's page, as the terminal printed it. */
  readonly url: string;
  /** Of the customer's page; the desk's own where there is none. */
  readonly customerUrl: string;
  /** Where the bot takes messages, for further pages. */
  readonly botUrl: string;
  /** What the terminal showed so far. */
  readonly lines: readonly string[];
  /** Waits until the terminal shows such a line. */
  readonly printed: (line: RegExp) => Promise<boolean>;
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

type Start = {
  readonly dataFolder: string;
  readonly port: number;
  readonly pages: Pages;
  readonly clock: string;
};

/** A terminal of its own, so that stopping reaches npm and everything below it, as Ctrl+C does. */
const npmStart = async ({ dataFolder, port, pages, clock }: Start): Promise<ChildProcess> =>
  spawn('npm', ['--silent', 'start', '--', '--clock', clock], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      // A developer's .env may name a real bot; an empty variable counts as absent.
      MicrosoftAppId: '',
      NODE_ENV: '',
      PORT: String(port),
      DATA_FOLDER: dataFolder,
      DEMO_PLAYGROUND: pages === 'both' ? 'on' : 'desk',
      DEMO_PLAYGROUND_PORT: String(await freePort()),
      DEMO_CUSTOMER_PORT: String(await freePort()),
      TZ: 'Europe/Berlin',
    },
  });

/** Which pages are wanted: the customer's costs a process of its own. */
type Pages = 'desk' | 'both';

/** Resolves with the addresses, or rejects with what the terminal showed when it ended or took too long. */
const addressesPrinted = (child: ChildProcess, lines: string[], wanted: number): Promise<readonly string[]> =>
  new Promise((found, failed) => {
    const giveUp = (why: string): void => failed(new Error(`npm start ${why}:\n${lines.join('\n')}`));
    const timer = setTimeout(() => giveUp('printed no address'), patienceMs);
    child.once('exit', (code) => giveUp(`ended with ${code ?? 'a signal'}`));
    const read = (line: string): void => {
      lines.push(line);
      const addresses = lines.flatMap((one) => /Open (http:\S+)/.exec(one)?.[1] ?? []);
      if (addresses.length < wanted) return;
      clearTimeout(timer);
      found(addresses);
    };
    for (const stream of [child.stdout, child.stderr])
      if (stream !== null) createInterface({ input: stream }).on('line', read);
  });

const printed = async (lines: readonly string[], wanted: RegExp): Promise<boolean> => {
  const endsAt = Date.now() + patienceMs;
  while (Date.now() < endsAt) {
    if (lines.some((line) => wanted.test(line))) return true;
    await pause(100);
  }
  return false;
};

const interrupt = async (child: ChildProcess): Promise<void> => {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  process.kill(-child.pid, 'SIGINT');
  await ended;
};

/** `clock`: where the demo's clock stands at first, as `--clock` takes it: a journey means the same at any hour. */
export const startApp = async (pages: Pages, clock: string): Promise<RunningApp> => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'handoff-browser-'));
  const port = await freePort();
  const child = await npmStart({ dataFolder, port, pages, clock });
  const lines: string[] = [];
  const stop = async (): Promise<void> => {
    await interrupt(child);
    await rm(dataFolder, { recursive: true, force: true });
  };
  try {
    const [url = '', customerUrl = url] = await addressesPrinted(child, lines, pages === 'both' ? 2 : 1);
    return {
      url,
      customerUrl,
      botUrl: `http://127.0.0.1:${port}/api/messages`,
      lines,
      printed: (line) => printed(lines, line),
      stop,
    };
  } catch (caught) {
    await stop();
    throw caught;
  }
};
