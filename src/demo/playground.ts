/**
 * Microsoft 365 Agents Playground as a child process: a Teams client in the browser, for trying the bot on
 * this machine. It is a devDependency under its own evaluation licence, so it may be absent, and it is
 * looked for only when it is wanted.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Side } from './people.ts';
import { playgroundSettings } from './playground-settings.ts';

export type PlaygroundOptions = {
  /** Where the bot takes messages, e.g. http://127.0.0.1:3978/api/messages. It must be listening already. */
  readonly botUrl: string;
  /** Wanted port. If it is taken, the Playground picks another: read `url`. */
  readonly port: number;
  /** A folder of its own, made if absent: settings and log file. */
  readonly folder: string;
  /** Whom the page speaks as, and where they are. */
  readonly side: Side;
  /** Called once if it ends without having been stopped, with the reason. */
  readonly onEnd?: (why: string) => void;
};

export type Playground =
  | {
      readonly kind: 'started';
      readonly url: string;
      readonly pid: number | null;
      readonly stop: () => Promise<void>;
    }
  /** Not installed, or it would not start: one sentence with the reason and the remedy. */
  | { readonly kind: 'unavailable'; readonly says: string };

const missingSentence =
  'Microsoft 365 Agents Playground is not installed, so there is no page to try Handoff in. ' +
  'Run "npm ci" without --omit=dev to fetch it; its licence allows evaluation.';

/** How long it may take to answer before it is given up. A cold start on a busy machine takes about 5 s. */
const patienceMs = 60_000;
const stopPatienceMs = 3_000;

/** Path of its command, or null if it is not installed. */
const findPlayground = (): string | null => {
  try {
    const manifest = createRequire(import.meta.url).resolve('@microsoft/m365agentsplayground/package.json');
    return join(dirname(manifest), 'cli.js');
  } catch {
    return null;
  }
};

const launch = (command: string, { botUrl, port, folder }: PlaygroundOptions): ChildProcess =>
  spawn(
    process.execPath,
    [
      ...['--require', fileURLToPath(new URL('./loopback.cjs', import.meta.url)), command, 'start'],
      // --dt: no telemetry.
      ...['-e', botUrl, '-c', 'msteams', '-p', String(port), '--dt'],
    ],
    {
      cwd: folder,
      // Nothing of the bot's environment: it holds secrets that are no business of another program.
      env: {
        TEAMSAPPTESTER_BROWSER: 'none',
        M365_AGENTS_PLAYGROUND_CONFIG_PATH: join(folder, '.m365agentsplayground.yml'),
        M365_AGENTS_PLAYGROUND_LOGFILE: join(folder, 'playground.log'),
        TZ: Intl.DateTimeFormat().resolvedOptions().timeZone,
      },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    },
  );

/** What it said last about why it ended: its errors if it wrote any, else its last line. */
const reasonIn = (text: string): string => {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const errors = lines
    .filter((line) => /error/i.test(line))
    .slice(-3)
    .map((line) => line.replace(/^error /, ''));
  return (errors.length > 0 ? errors : lines.slice(-1)).join(' ').slice(0, 600);
};

const whyItEnded = async (folder: string, errorOutput: string, code: number | null): Promise<string> => {
  const log = await readFile(join(folder, 'playground.log'), 'utf8').catch(() => '');
  const reason = reasonIn(`${log}\n${errorOutput}`);
  return `Microsoft 365 Agents Playground ended (exit code ${code ?? 'none'}): ${reason === '' ? 'it gave no reason' : reason}`;
};

const isListeningNote = (note: unknown): note is { readonly listeningOn: number } =>
  typeof note === 'object' && note !== null && 'listeningOn' in note && typeof note.listeningOn === 'number';

const answers = (url: string): Promise<boolean> =>
  fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
    (response) => response.ok,
    () => false,
  );

/** The address once its page answers; null when `signal` gives up. It tries a port before it takes it, so the newest note counts. */
const whenItAnswers = async (child: ChildProcess, signal: AbortSignal): Promise<string | null> => {
  const ports: number[] = [];
  child.on('message', (note) => {
    if (isListeningNote(note)) ports.push(note.listeningOn);
  });
  while (!signal.aborted) {
    const url = `http://127.0.0.1:${ports.at(-1) ?? 0}`;
    if (ports.length > 0 && (await answers(url))) return url;
    await pause(100);
  }
  return null;
};

const end = async (child: ChildProcess, ended: Promise<unknown>): Promise<void> => {
  child.kill();
  const stubborn = setTimeout(() => child.kill('SIGKILL'), stopPatienceMs);
  await ended;
  clearTimeout(stubborn);
};

/** Starts it, bound to this machine only, and resolves when its page answers. It ends when this process ends. */
export const startPlayground = async (options: PlaygroundOptions): Promise<Playground> => {
  const command = findPlayground();
  if (command === null) return { kind: 'unavailable', says: missingSentence };
  const folder = resolve(options.folder);
  await mkdir(folder, { recursive: true });
  await rm(join(folder, 'playground.log'), { force: true });
  await writeFile(join(folder, '.m365agentsplayground.yml'), playgroundSettings(options.side));
  return settle(launch(command, { ...options, folder }), { ...options, folder });
};

const settle = async (child: ChildProcess, { folder, onEnd }: PlaygroundOptions): Promise<Playground> => {
  let errorOutput = '';
  let stopped = false;
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errorOutput = (errorOutput + text).slice(-4_000);
  });
  const givingUp = new AbortController();
  const ended = new Promise<number | null>((done) => {
    child.once('exit', done);
    child.once('error', () => done(null));
  });
  void ended.then(() => givingUp.abort());
  const url = await whenItAnswers(child, AbortSignal.any([givingUp.signal, AbortSignal.timeout(patienceMs)]));
  if (url === null) {
    await end(child, ended);
    return { kind: 'unavailable', says: await whyItEnded(folder, errorOutput, await ended) };
  }
  void ended.then(async (code) => {
    if (!stopped) onEnd?.(await whyItEnded(folder, errorOutput, code));
  });
  const stop = async (): Promise<void> => {
    stopped = true;
    await end(child, ended);
  };
  return { kind: 'started', url, pid: child.pid ?? null, stop };
};
