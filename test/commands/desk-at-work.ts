/** A whole server in this process with its log in hand, and the environment that points a command at its data. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createApp, importCustomers, openStore, readPartner } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { readData } from '../../src/data.ts';
import { createLog } from '../../src/log.ts';
import { personAt } from '../scenarios/play.ts';
import { agent, appId, homeTenant } from '../stand-in/activities.ts';
import { deliver, startTeams } from '../stand-in/teams.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const sample = (name: string): string => join(root, 'src/demo/sample', name);
/** The bot's own secret in these tests: it must be found nowhere. */
export const canarySecret = 'canary-Secret~9f2c';

type Teams = Awaited<ReturnType<typeof startTeams>>;
export type Environment = Readonly<Record<string, string>>;

/** What a production server of this folder is started with. */
export const environmentOf = (folder: string, teams: Teams, change: Environment = {}): Environment => ({
  MicrosoftAppId: appId,
  MicrosoftAppTenantId: homeTenant,
  MicrosoftAppPassword: canarySecret,
  PARTNER_FILE: sample('partner.json'),
  DATA_FOLDER: folder,
  HOST: '127.0.0.1',
  PORT: '0',
  ToBotFromChannelOpenIdMetadataUrl: teams.addresses.openIdMetadataUrl ?? '',
  ToBotFromChannelTokenIssuer: teams.addresses.tokenIssuer ?? '',
  ToChannelFromBotLoginUrl: teams.addresses.loginUrl ?? '',
  ToChannelFromBotOAuthScope: teams.addresses.oauthScope ?? '',
  CONNECTOR_HOSTS: teams.addresses.connectorHosts.join(','),
  LOG_LEVEL: 'debug',
  ...change,
});

export const aFolder = (): string => mkdtempSync(join(tmpdir(), 'handoff-work-'));

export type DeskAtWork = Awaited<ReturnType<typeof openDesk>>;

/** `shared`: a Teams that others use too, and that outlives this desk. */
export const openDesk = async (change: Environment = {}, folder = aFolder(), shared: Teams | null = null) => {
  const teams = shared ?? (await startTeams());
  const environment = environmentOf(folder, teams, change);
  const { config, problems } = readConfig(environment);
  assert.ok(config !== null, JSON.stringify(problems));
  const { data } = readData();
  const profile = readPartner(sample('partner.json'));
  assert.ok(data !== null && profile.value !== null);
  const store = await openStore(config);
  await importCustomers(store, sample('customers.csv'));
  let movedMs = 0;
  let logged = '';
  const log = createLog('debug', { write: (line) => void (logged += line) });
  const clock = { now: () => new Date(Date.now() + movedMs).toISOString() };
  const app = await createApp({ config, data, profile: profile.value, store, log, clock });
  const { port, operatorPort } = await app.start();
  const url = `http://127.0.0.1:${String(port)}`;
  return {
    teams,
    store,
    folder,
    url,
    environment,
    operatorUrl: `http://127.0.0.1:${String(operatorPort)}`,
    agent: personAt({
      teams,
      store,
      url,
      now: clock.now,
      advance: () => undefined,
      close: () => Promise.resolve(),
    }),
    /** What somebody writes, without waiting for an answer. */
    posts: async (words: string, caller = agent) => {
      const answer = await deliver(url, teams.activities.message(words, caller), teams.mint());
      assert.ok(answer.status < 300, answer.text);
    },
    logged: () => logged,
    advance: (minutes: number) => void (movedMs += minutes * 60_000),
    /** Ends the server; the data stays. */
    stop: () => app.stop(),
    close: async () => {
      await app.stop();
      if (shared === null) await teams.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

const patienceMs = 10_000;

export const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  const endsAt = Date.now() + patienceMs;
  while (!(await holds())) {
    assert.ok(Date.now() < endsAt, 'it did not come');
    await pause(10);
  }
};

export type Ran = { readonly code: number | null; readonly out: string; readonly err: string };

/** Runs a command as an admin does, away from this project's own .env. */
export const run = (
  name: string,
  args: readonly string[],
  environment: Environment,
  cwd = tmpdir(),
): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const program = ['-r', join(root, 'src/start.cjs'), join(root, `src/commands/${name}.ts`)];
    const child = spawn(process.execPath, [...program, ...args], {
      cwd,
      env: { PATH: process.env['PATH'] ?? '', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (piece: Buffer) => void (out += piece.toString('utf8')));
    child.stderr.on('data', (piece: Buffer) => void (err += piece.toString('utf8')));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, out, err }));
  });

type Agent = ReturnType<typeof personAt>;

/** A case of Contoso Suites up to its verdict, told with these words. */
export const toVerdict = async (
  agentAt: Agent,
  words = 'A mailbox at Contoso Suites was hacked and sends spam',
): Promise<void> => {
  await agentAt.says(words);
  await agentAt.clicks('answer', { product: 'office-365', kind: 'breach' });
  await agentAt.clicks('answer', { agentRole: 'sales-agent' });
};
