/** The two bots, each as an operator would start it, on a core of its own, in front of the stand-in for Microsoft. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importCustomers, openStore } from '../../src/app.ts';
import type { Kind } from '../conformance/bots.ts';
import { appId, homeTenant } from '../stand-in/activities.ts';
import type { Teams } from '../stand-in/teams.ts';
import { botCore, canPin } from './machine.ts';

const root = join(import.meta.dirname, '../..');

export { handoff as product, stock as anchor } from '../conformance/bots.ts';

const folders = new Set<string>();

/** Gone at the latest when this process is. */
export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'handoff-bench-'));
  folders.add(folder);
  return folder;
};

export const removeFolder = (folder: string): void => {
  rmSync(folder, { recursive: true, force: true });
  folders.delete(folder);
};

/** A folder with a database that knows the sample's customers, as after `npm run import`. */
export const deskFolder = async (parent: string): Promise<string> => {
  const folder = join(parent, 'desk');
  mkdirSync(folder);
  const store = await openStore({ dataFolder: folder, databaseUrl: null });
  const read = await importCustomers(store, join(root, 'src/demo/sample/customers.csv'));
  await store.close();
  if (read.value === null) throw new Error('the sample customers could not be read');
  return folder;
};

const environment = ({ addresses }: Teams, folder: string) => ({
  PATH: process.env['PATH'] ?? '',
  NODE_ENV: 'production',
  NODE_COMPILE_CACHE: join(tmpdir(), 'handoff-bench-compile-cache'),
  HOST: '127.0.0.1',
  PORT: '0',
  MicrosoftAppId: appId,
  MicrosoftAppTenantId: homeTenant,
  MicrosoftAppPassword: 'stand-in-secret',
  ToBotFromChannelOpenIdMetadataUrl: addresses.openIdMetadataUrl ?? '',
  ToBotFromChannelTokenIssuer: addresses.tokenIssuer ?? '',
  ToChannelFromBotLoginUrl: addresses.loginUrl ?? '',
  ToChannelFromBotOAuthScope: addresses.oauthScope ?? '',
  CONNECTOR_HOSTS: addresses.connectorHosts.join(','),
  PARTNER_FILE: join(root, 'src/demo/sample/partner.json'),
  DATA_FOLDER: folder,
});

const startMs = 60_000;

const portOf = (child: ChildProcess, { name, port }: Kind): Promise<number> =>
  new Promise((resolve, reject) => {
    let said = '';
    const fail = (): void => reject(new Error(`${name} did not start; it said: ${said.slice(-2_000)}`));
    const late = setTimeout(fail, startMs);
    child.once('exit', fail);
    child.once('error', fail);
    child.stderr?.on('data', (piece: Buffer) => (said = (said + piece.toString()).slice(-10_000)));
    child.stdout?.on('data', (piece: Buffer) => {
      said = (said + piece.toString()).slice(-10_000);
      const found = port.exec(said)?.[1];
      if (found === undefined) return;
      clearTimeout(late);
      child.off('exit', fail);
      child.stdout?.removeAllListeners('data').resume();
      resolve(Number(found));
    });
  });

export type Bot = {
  readonly name: string;
  readonly url: string;
  readonly pid: number;
  readonly folder: string;
  /** From exec until the port listened. */
  readonly listeningMs: number;
  /** What it said on standard error, which a well bot does not. */
  readonly complaints: () => string;
  /** Ends it in order and waits. */
  readonly stop: () => Promise<void>;
};

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
  for (const folder of folders) removeFolder(folder);
});

const patienceMs = 15_000;

const ended = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  await once(child, 'exit');
  clearTimeout(late);
};

/** @param flags of Node, before the program. */
export const startBot = async (
  kind: Kind,
  teams: Teams,
  folder: string,
  flags: readonly string[] = [],
): Promise<Bot> => {
  const command = [process.execPath, ...flags, ...kind.program];
  const [program = '', ...rest] = canPin ? ['taskset', '-c', botCore, ...command] : command;
  const from = performance.now();
  const child = spawn(program, rest, { cwd: root, env: environment(teams, folder), stdio: 'pipe' });
  running.add(child);
  child.once('exit', () => running.delete(child));
  let complaints = '';
  child.stderr.on('data', (piece: Buffer) => (complaints = (complaints + piece.toString()).slice(-4_000)));
  const port = await portOf(child, kind);
  // taskset replaces itself by what it starts, so this is the bot's own id.
  const pid = child.pid ?? 0;
  return {
    name: kind.name,
    url: `http://127.0.0.1:${port}`,
    pid,
    folder,
    listeningMs: performance.now() - from,
    complaints: () => complaints,
    stop: () => ended(child),
  };
};
