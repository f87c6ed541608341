/**
 * Plays a story over the wire: the whole app on a real port, a stand-in Connector in front of it, one person who
 * writes and clicks. What the person sees after each step becomes the transcript.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createApp, importCustomers, openStore, readPartner } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { readData, type Data } from '../../src/data.ts';
import { createLog } from '../../src/log.ts';
import { agent, appId, homeTenant, type Caller } from '../stand-in/activities.ts';
import { deliver, startTeams } from '../stand-in/teams.ts';
import { cardLines, everything, text, type Json } from './card-text.ts';

const sample = (name: string): string => join(import.meta.dirname, '../../src/demo/sample', name);

let shared: Data | null = null;
/** Read once per process: hundreds of stories share the same rows. */
const data = (): Data => {
  if (shared !== null) return shared;
  const { data: read, problems } = readData();
  assert.ok(read !== null, JSON.stringify(problems.slice(0, 5)));
  return (shared = read);
};

export type Person = Caller & { readonly isLead?: boolean };

export type Stage = Awaited<ReturnType<typeof openStage>>;

const sureConfig = (folder: string, teams: Awaited<ReturnType<typeof startTeams>>, leads: readonly string[]) => {
  const { config, problems } = readConfig({
    MicrosoftAppId: appId,
    MicrosoftAppTenantId: homeTenant,
    MicrosoftAppPassword: 'stand-in-secret',
    PARTNER_FILE: sample('partner.json'),
    DATA_FOLDER: folder,
    HOST: '127.0.0.1',
    PORT: '0',
    ToBotFromChannelOpenIdMetadataUrl: teams.addresses.openIdMetadataUrl ?? '',
    ToBotFromChannelTokenIssuer: teams.addresses.tokenIssuer ?? '',
    ToChannelFromBotLoginUrl: teams.addresses.loginUrl ?? '',
    ToChannelFromBotOAuthScope: teams.addresses.oauthScope ?? '',
    CONNECTOR_HOSTS: teams.addresses.connectorHosts.join(','),
    LEADS: leads.join(','),
    LOG_LEVEL: 'silent',
  });
  assert.ok(config !== null, JSON.stringify(problems));
  return config;
};

/** The app with its stand-ins, empty but for the sample's customers. `at`: where its clock stands. */
export const openStage = async (at: string, partnerFile = sample('partner.json'), leads: readonly string[] = []) => {
  const folder = mkdtempSync(join(tmpdir(), 'handoff-story-'));
  const teams = await startTeams();
  const config = sureConfig(folder, teams, leads);
  const store = await openStore(config);
  await importCustomers(store, sample('customers.csv'));
  const profile = readPartner(partnerFile);
  assert.ok(profile.value !== null);
  let nowMs = Date.parse(at);
  const clock = { now: () => new Date(nowMs).toISOString() };
  const log = createLog('silent');
  const app = await createApp({ config, data: data(), profile: profile.value, store, log, clock });
  const { port } = await app.start();
  return {
    teams,
    store,
    url: `http://127.0.0.1:${String(port)}`,
    advance: (minutes: number) => void (nowMs += minutes * 60_000),
    close: async () => {
      await app.stop();
      await teams.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

const patienceMs = 10_000;

/** What the person in front of the screen has. */
export const personAt = (stage: Stage, person: Person = agent) => {
  const { teams } = stage;
  const conversationId = `a:${person.objectId}`;
  let current: { readonly id: string; readonly card: Json } | null = null;

  const post = async (activity: unknown): Promise<unknown> => {
    const answer = await deliver(stage.url, activity, teams.mint());
    assert.ok(answer.status < 300, `the bot answered ${String(answer.status)}: ${answer.text}`);
    return answer.body;
  };

  const cards = () => teams.shown.get(conversationId) ?? new Map<string, Json>();

  /** The next card the bot posts to this person. */
  const nextCard = async (before: number): Promise<void> => {
    const endsAt = Date.now() + patienceMs;
    while (cards().size <= before) {
      assert.ok(Date.now() < endsAt, 'the bot posted no card');
      await pause(5);
    }
    const [id, card] = [...cards()].at(-1) ?? [];
    assert.ok(id !== undefined && card !== undefined);
    current = { id, card };
  };

  const shown = (): { readonly id: string; readonly card: Json } => {
    assert.ok(current !== null, 'no card is shown yet');
    return current;
  };

  const buttonFor = (wanted: string): Json => {
    const [verb = '', detail] = wanted.split(':');
    const buttons = everything(shown().card).filter((one) => one['type'] === 'Action.Execute' && one['verb'] === verb);
    const fits = (one: Json): boolean =>
      detail === undefined || Object.values((one['data'] ?? {}) as Json).includes(detail);
    const button = buttons.find(fits);
    assert.ok(button !== undefined, `no button ${wanted} on:\n${cardLines(shown().card).join('\n')}`);
    return button;
  };

  /** Everything the card would send: its inputs as they stand, and what the person changed. */
  const inputs = (fills: Json): Json => {
    const fields = everything(shown().card).filter((one) => text(one['type']).startsWith('Input.'));
    const ids = fields.map((field) => text(field['id']));
    for (const id of Object.keys(fills)) assert.ok(ids.includes(id), `no input ${id}; the card has ${ids.join(', ')}`);
    return Object.fromEntries(fields.map((field) => [text(field['id']), fills[text(field['id'])] ?? field['value'] ?? '']));
  };

  return {
    person,
    installs: async () => {
      const before = cards().size;
      await post(teams.activities.installed(person));
      await nextCard(before);
    },
    says: async (words: string, more: Json = {}) => {
      const before = cards().size;
      await post(teams.activities.message(words, person, more));
      await nextCard(before);
    },
    /** `verb` or `verb:detail`, where detail is a value of the button's data, e.g. `show:request`. */
    clicks: async (wanted: string, fills: Json = {}) => {
      const button = buttonFor(wanted);
      const { id } = shown();
      const sends = button['associatedInputs'] === 'none' ? {} : inputs(fills);
      const answer = await post(
        teams.activities.action(
          { verb: text(button['verb']), data: { ...(button['data'] as Json), ...sends }, cardActivityId: id },
          person,
        ),
      );
      const card = (answer as Json)['value'];
      assert.ok(typeof card === 'object' && card !== null, JSON.stringify(answer));
      current = { id, card: card as Json };
    },
    card: () => shown().card,
    lines: () => cardLines(shown().card),
  };
};
