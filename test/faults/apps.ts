/** The app without a wire: turns are put in by hand, and what it stands on can be exchanged. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { createApp, readPartner, type App } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { readData, type Data } from '../../src/data.ts';
import type { Store } from '../../src/flow/ports.ts';
import { createLog } from '../../src/log.ts';
import type { Inbound, What } from '../../src/triage/inbound.ts';
import { agent, appId, homeTenant, type Caller } from '../stand-in/activities.ts';

let read: Data | null = null;
export const houseData = (): Data => {
  if (read !== null) return read;
  const { data, problems } = readData();
  assert.ok(data !== null, JSON.stringify(problems.slice(0, 5)));
  return (read = data);
};

const sample = join(import.meta.dirname, '../../src/demo/sample/partner.json');

type Options = {
  readonly leads?: readonly string[];
  readonly agents?: readonly string[];
  readonly data?: Data;
  readonly now?: () => string;
};

/** An app on a store of the caller's. It is never started, so nothing is sent. */
export const appOn = async (store: Store, options: Options = {}): Promise<App> => {
  const { config, problems } = readConfig({
    MicrosoftAppId: appId,
    MicrosoftAppTenantId: homeTenant,
    MicrosoftAppPassword: 'stand-in-secret',
    PARTNER_FILE: sample,
    LEADS: (options.leads ?? []).join(','),
    AGENTS: (options.agents ?? []).join(','),
  });
  assert.ok(config !== null, JSON.stringify(problems));
  const profile = readPartner(sample);
  assert.ok(profile.value !== null);
  return createApp({
    config,
    data: options.data ?? houseData(),
    profile: profile.value,
    store,
    log: createLog('silent'),
    clock: { now: options.now ?? (() => '2026-11-20T09:30:00.000Z') },
  });
};

let made = 0;

/** What somebody does, as it comes from the edge. */
export const inboundFrom = (what: What, who: Caller = agent, isGuest = false): Inbound => ({
  id: `in-${String((made += 1))}`,
  from: { tenantId: who.tenantId, objectId: who.objectId, name: who.name, isGuest },
  address: {
    conversationId: `a:${who.objectId}`,
    kind: 'personal',
    tenantId: who.tenantId,
    serviceUrl: 'https://smba.trafficmanager.net/emea/',
    botId: `28:${appId}`,
    userId: `29:${who.objectId}`,
  },
  localeTag: who.locale,
  zone: who.zone,
  at: '2026-11-20T09:30:00.000Z',
  what,
});

export const saying = (text: string, who: Caller = agent): Inbound =>
  inboundFrom({ kind: 'message', text, files: [] }, who);

export const clicking = (
  verb: string,
  data: Readonly<Record<string, unknown>>,
  who: Caller = agent,
): Inbound => inboundFrom({ kind: 'action', verb, data, cardActivityId: 'card-1', automatic: false }, who);
