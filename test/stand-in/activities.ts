/** Activities as Teams sends them, for stories and corpora. Everything can be overridden. */

export const homeTenant = '10000000-0000-4000-8000-000000000001';
export const appId = '20000000-0000-4000-8000-000000000002';
const botId = `28:${appId}`;

/** Somebody in Teams. */
export type Caller = {
  readonly objectId: string;
  readonly tenantId: string;
  readonly name: string;
  readonly locale: string;
  readonly zone: string;
};

export const agent: Caller = {
  objectId: '30000000-0000-4000-8000-000000000003',
  tenantId: homeTenant,
  name: 'Robin Reyes',
  locale: 'en-US',
  zone: 'Europe/Berlin',
};
export const otherAgent: Caller = {
  ...agent,
  objectId: '30000000-0000-4000-8000-000000000004',
  name: 'Kim Sato',
  locale: 'ja-JP',
  zone: 'Asia/Tokyo',
};
/** From another tenant. */
export const stranger: Caller = {
  ...agent,
  objectId: '30000000-0000-4000-8000-000000000005',
  tenantId: '10000000-0000-4000-8000-000000000009',
  name: 'Sam Stone',
};

export type Json = Readonly<Record<string, unknown>>;

let made = 0;

/** What every activity of a person in his 1:1 chat with the bot carries. */
const base = (caller: Caller, serviceUrl: string) => ({
  id: `1700000000000-${(made += 1)}`,
  channelId: 'msteams',
  serviceUrl,
  timestamp: '2026-11-20T09:00:00.000Z',
  localTimezone: caller.zone,
  locale: caller.locale,
  from: { id: `29:${caller.objectId}`, name: caller.name, aadObjectId: caller.objectId },
  recipient: { id: botId, name: 'Handoff' },
  conversation: {
    id: `a:${caller.objectId}`,
    conversationType: 'personal',
    tenantId: caller.tenantId,
  },
  channelData: { tenant: { id: caller.tenantId } },
  entities: [{ type: 'clientInfo', locale: caller.locale, timezone: caller.zone, platform: 'Web' }],
});

/** Builders bound to one service address. `more` is laid over the activity. */
export const activitiesFor = (serviceUrl: string) => ({
  message: (text: string, caller = agent, more: Json = {}) => ({
    ...base(caller, serviceUrl),
    type: 'message',
    textFormat: 'plain',
    text,
    ...more,
  }),
  /** Action.Execute on a card that was posted as `cardActivityId`. */
  action: (
    action: { verb: string; data?: Json; cardActivityId?: string; trigger?: 'manual' | 'automatic' },
    caller = agent,
    more: Json = {},
  ) => ({
    ...base(caller, serviceUrl),
    type: 'invoke',
    name: 'adaptiveCard/action',
    replyToId: action.cardActivityId ?? 'card-1',
    value: {
      action: { type: 'Action.Execute', id: '', verb: action.verb, data: action.data ?? {} },
      trigger: action.trigger ?? 'manual',
    },
    ...more,
  }),
  /** Action.Submit: a message with a value and no text. */
  submit: (value: Json, caller = agent, more: Json = {}) => ({
    ...base(caller, serviceUrl),
    type: 'message',
    replyToId: 'card-1',
    value,
    ...more,
  }),
  search: (dataset: string, queryText: string, caller = agent, more: Json = {}) => ({
    ...base(caller, serviceUrl),
    type: 'invoke',
    name: 'application/search',
    value: { kind: 'search', dataset, queryText, queryOptions: { skip: 0, top: 15 } },
    ...more,
  }),
  invoke: (name: string, value: unknown = {}, caller = agent, more: Json = {}) => ({
    ...base(caller, serviceUrl),
    type: 'invoke',
    name,
    value,
    ...more,
  }),
  installed: (caller = agent, more: Json = {}) => ({
    ...base(caller, serviceUrl),
    type: 'installationUpdate',
    action: 'add',
    ...more,
  }),
  removed: (caller = agent, more: Json = {}) => ({
    ...base(caller, serviceUrl),
    type: 'installationUpdate',
    action: 'remove',
    ...more,
  }),
  joined: (caller = agent, more: Json = {}) => ({
    ...base(caller, serviceUrl),
    type: 'conversationUpdate',
    membersAdded: [{ id: botId }],
    ...more,
  }),
  edited: (text: string, caller = agent, more: Json = {}) => ({
    ...base(caller, serviceUrl),
    type: 'messageUpdate',
    text,
    channelData: { tenant: { id: caller.tenantId }, eventType: 'editMessage' },
    ...more,
  }),
  reaction: (caller = agent, more: Json = {}) => ({
    ...base(caller, serviceUrl),
    type: 'messageReaction',
    replyToId: 'card-1',
    reactionsAdded: [{ type: 'like' }],
    ...more,
  }),
  /** A message in a Teams channel that mentions the bot. */
  inChannel: (text: string, caller = agent, more: Json = {}) => ({
    ...base(caller, serviceUrl),
    type: 'message',
    text: `<at>Handoff</at> ${text}`,
    conversation: {
      id: '19:lead-room@thread.tacv2;messageid=1700000000000',
      conversationType: 'channel',
      isGroup: true,
      tenantId: caller.tenantId,
    },
    entities: [{ type: 'mention', text: '<at>Handoff</at>', mentioned: { id: botId, name: 'Handoff' } }],
    ...more,
  }),
});
