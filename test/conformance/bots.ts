/** Bots as processes of their own, started the way an operator starts them, in front of a stand-in for Microsoft. */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { appId, homeTenant } from '../stand-in/activities.ts';
import type { Teams } from '../stand-in/teams.ts';

const root = join(import.meta.dirname, '../..');

/** How to start a bot, and how it says on which port it listens. */
export type Kind = {
  readonly name: string;
  readonly program: readonly string[];
  readonly port: RegExp;
  /** What it is started with besides. */
  readonly variables?: Readonly<Record<string, string>>;
};

/** As `npm start` does it. */
const { start } = (
  JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly scripts: { readonly start: string };
  }
).scripts;

export const handoff: Kind = {
  name: 'Handoff',
  program: start.split(' ').slice(1),
  port: /"port":(\d+).*"listening"/,
};
export const stock: Kind = {
  name: 'stock',
  program: [fileURLToPath(new URL('./stock-bot.ts', import.meta.url))],
  port: /^listening (\d+)$/m,
};

export type Bot = {
  readonly kind: Kind;
  readonly url: string;
  readonly port: number;
  isAlive(): boolean;
  /** All it has written. */
  logged(): string;
  /** Null while it lives, or when a signal ended it. */
  exitCode(): number | null;
  signal(name: NodeJS.Signals): void;
  /** Nobody reads what it says any more. */
  closeLog(): void;
  /** Resolves with the milliseconds it took to end from now. */
  ended(): Promise<number>;
  /** Starts it anew on the same data, after it ended. */
  again(): Promise<Bot>;
  /** Ends it and removes its data. */
  close(): Promise<void>;
};

const environment = (keys: Teams, connectors: readonly Teams[], folder: string) => ({
  PATH: process.env['PATH'] ?? '',
  HOST: '127.0.0.1',
  PORT: '0',
  MicrosoftAppId: appId,
  MicrosoftAppTenantId: homeTenant,
  MicrosoftAppPassword: 'stand-in-secret',
  ToBotFromChannelOpenIdMetadataUrl: keys.addresses.openIdMetadataUrl ?? '',
  ToBotFromChannelTokenIssuer: keys.addresses.tokenIssuer ?? '',
  ToChannelFromBotLoginUrl: keys.addresses.loginUrl ?? '',
  ToChannelFromBotOAuthScope: keys.addresses.oauthScope ?? '',
  CONNECTOR_HOSTS: [keys, ...connectors].flatMap(({ addresses }) => addresses.connectorHosts).join(','),
  PARTNER_FILE: join(root, 'src/demo/sample/partner.json'),
  DATA_FOLDER: folder,
  LOG_LEVEL: 'info',
});

const startMs = 20_000;

/** Reads what the process says until it tells its port. */
const portOf = (child: ChildProcess, kind: Kind): Promise<number> =>
  new Promise((resolve, reject) => {
    let said = '';
    const failed = (): void => reject(new Error(`${kind.name} did not start: ${said.slice(-2_000)}`));
    const late = setTimeout(failed, startMs);
    child.once('exit', failed);
    child.stderr?.on('data', (piece: Buffer) => (said += piece.toString('utf8')));
    child.stdout?.on('data', (piece: Buffer) => {
      said = (said + piece.toString('utf8')).slice(-10_000);
      const port = kind.port.exec(said)?.[1];
      if (port === undefined) return;
      clearTimeout(late);
      child.off('exit', failed);
      resolve(Number(port));
    });
  });

/** @param connectors service addresses besides that of `keys`, all on the bot's list. */
export const startBot = async (
  kind: Kind,
  keys: Teams,
  connectors: readonly Teams[] = [],
  folder = mkdtempSync(join(tmpdir(), 'handoff-conformance-')),
): Promise<Bot> => {
  const env = { ...environment(keys, connectors, folder), ...kind.variables };
  const child = spawn(process.execPath, kind.program, { cwd: root, env, stdio: 'pipe' });
  const isAlive = (): boolean => child.exitCode === null && child.signalCode === null;
  let logged = '';
  child.stdout.on('data', (piece: Buffer) => (logged += piece.toString('utf8')));
  const port = await portOf(child, kind);
  const ended = async (): Promise<number> => {
    const from = performance.now();
    if (isAlive()) await once(child, 'exit');
    return performance.now() - from;
  };
  return {
    kind,
    port,
    url: `http://127.0.0.1:${String(port)}`,
    isAlive,
    logged: () => logged,
    exitCode: () => child.exitCode,
    signal: (name) => void child.kill(name),
    closeLog: () => {
      child.stdout.destroy();
      child.stderr.destroy();
    },
    ended,
    again: () => {
      assert.ok(!isAlive());
      return startBot(kind, keys, connectors, folder);
    },
    close: async () => {
      if (isAlive()) child.kill('SIGKILL');
      await ended();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
