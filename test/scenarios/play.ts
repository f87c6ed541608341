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

const sureConfig = (
  folder: string,
  teams: Awaited<ReturnType<typeof startTeams>>,
  leads: readonly string[],
) => {
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
export const openStage = async (
  at: string,
  partnerFile = sample('partner.json'),
  leads: readonly string[] = [],
) => {
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
    now: clock.now,
    advance: (minutes: number) => void (nowMs += minutes * 60_000),
    close: async () => {
      await app.stop();
      await teams.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

const patienceMs = 10_000;

/** A card in front of somebody, and the activity it was posted as. */
export type Shown = { readonly id: string; readonly card: Json };

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** `verb` or `verb:detail`, where detail is a value of the button's data, e.g. `show:request`. */
const buttonOn = (card: Json, wanted: string): Json => {
  const [verb = '', detail] = wanted.split(':');
  const buttons = everything(card).filter((one) => one['type'] === 'Action.Execute' && one['verb'] === verb);
  const dataOf = (one: Json): Json => (isJson(one['data']) ? one['data'] : {});
  const button = buttons.find((one) => detail === undefined || Object.values(dataOf(one)).includes(detail));
  assert.ok(button !== undefined, `no button ${wanted} on:\n${cardLines(card).join('\n')}`);
  return { verb: text(button['verb']), sends: button['associatedInputs'] !== 'none', data: dataOf(button) };
};

/** Everything a card would send: its inputs as they stand, and what the person changed. */
const inputsOf = (card: Json, fills: Json): Json => {
  const fields = everything(card).filter((one) => text(one['type']).startsWith('Input.'));
  const ids = fields.map((field) => text(field['id']));
  for (const id of Object.keys(fills))
    assert.ok(ids.includes(id), `no input ${id}; the card has ${ids.join(', ')}`);
  return Object.fromEntries(
    fields.map((field) => [text(field['id']), fills[text(field['id'])] ?? field['value'] ?? '']),
  );
};

/** Ids of cases are drawn anew in every run, and hashes with them; the policy's version changes with every row. */
export const settled = (line: string): string =>
  line
    .replace(/("(?:caseId|hash)":\s*")[0-9a-f-]{36,64}/g, '$1…')
    .replace(/("policyVersion":\s*")[^"]+/g, '$1…');

/** What the person in front of the screen has: every card seen so far, the newest last. */
export const personAt = (stage: Stage, person: Person = agent) => {
  const { teams } = stage;
  const conversationId = `a:${person.objectId}`;
  const seen: Shown[] = [];

  const post = async (activity: unknown): Promise<unknown> => {
    const answer = await deliver(stage.url, activity, teams.mint());
    assert.ok(answer.status < 300, `the bot answered ${String(answer.status)}: ${answer.text}`);
    return answer.body;
  };

  const cards = () => teams.shown.get(conversationId) ?? new Map<string, Json>();

  /** Posts, and waits for the next card the bot posts to this person. */
  const sends = async (activity: unknown): Promise<void> => {
    const before = cards().size;
    await post(activity);
    const endsAt = Date.now() + patienceMs;
    while (cards().size <= before) {
      assert.ok(Date.now() < endsAt, 'the bot posted no card');
      await pause(5);
    }
    const [id, card] = [...cards()].at(-1) ?? [];
    assert.ok(id !== undefined && card !== undefined);
    seen.push({ id, card });
  };

  const shown = (back = 0): Shown => {
    const found = seen.at(-1 - back);
    assert.ok(found !== undefined, 'no such card was shown yet');
    return found;
  };

  /** The same activity is what a repeated delivery repeats; a repeated click is another one. */
  const clickOn = ({ id, card }: Shown, wanted: string, fills: Json = {}) => {
    const { verb, data, sends: withInputs } = buttonOn(card, wanted);
    const sent = { ...(isJson(data) ? data : {}), ...(withInputs === true ? inputsOf(card, fills) : {}) };
    return () => teams.activities.action({ verb: text(verb), data: sent, cardActivityId: id }, person);
  };

  const answered = (answer: unknown, id: string): void => {
    const card = isJson(answer) ? answer['value'] : null;
    assert.ok(isJson(card), JSON.stringify(answer));
    seen.push({ id, card });
  };

  const clicks = async (wanted: string, fills: Json = {}, on: Shown = shown()): Promise<void> =>
    answered(await post(clickOn(on, wanted, fills)()), on.id);

  return {
    person,
    installs: () => sends(teams.activities.installed(person)),
    says: (words: string, more: Json = {}) => sends(teams.activities.message(words, person, more)),
    edits: (words: string) => sends(teams.activities.edited(words, person)),
    clicks,
    /** Two clicks on one button before the first is answered. The later answer is what stays on the screen. */
    doubleClicks: async (wanted: string, fills: Json = {}) => {
      const on = shown();
      const click = clickOn(on, wanted, fills);
      const answers = await Promise.all([post(click()), post(click())]);
      for (const answer of answers) answered(answer, on.id);
    },
    shown,
    lines: () => cardLines(shown().card).map(settled),
  };
};
