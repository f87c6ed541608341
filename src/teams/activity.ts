/**
 * The shape of an activity as far as Handoff reads it. Strict where something depends on it, tolerant of everything
 * else: Teams adds fields at will. Sizes are capped far above what Teams sends. Read by hand, since every turn pays.
 */
import { createHash } from 'node:crypto';

type Fields = Readonly<Record<string, unknown>>;

type Account = {
  readonly id: string;
  readonly name: string | null;
  readonly aadObjectId: string | null;
  readonly tenantId: string | null;
  readonly userRole: string | null;
  readonly properties: { readonly userRole: string | null } | null;
};
type Entity = {
  readonly type: string;
  readonly text: string | null;
  readonly mentioned: Person | null;
  readonly locale: string | null;
  readonly timezone: string | null;
};
type Attachment = {
  readonly contentType: string | null;
  readonly name: string | null;
  readonly content: unknown;
};
type Person = { readonly id: string | null };
type Conversation = {
  readonly id: string;
  readonly conversationType: string | null;
  readonly tenantId: string | null;
  readonly isGroup: boolean | null;
};
type ChannelData = {
  readonly tenant: { readonly id: string | null } | null;
  readonly eventType: string | null;
};

/** What Handoff reads of an activity, checked. Null: absent, or unusable where nothing depends on it. */
export type TeamsActivity = {
  readonly type: string;
  readonly id: string;
  readonly name: string | null;
  readonly action: string | null;
  readonly channelId: string;
  readonly serviceUrl: string;
  readonly timestamp: string | null;
  readonly localTimezone: string | null;
  readonly locale: string | null;
  readonly from: Account;
  readonly recipient: { readonly id: string; readonly name: string | null };
  readonly conversation: Conversation;
  readonly channelData: ChannelData | null;
  readonly text: string | null;
  readonly replyToId: string | null;
  readonly value: unknown;
  readonly entities: readonly Entity[];
  readonly attachments: readonly Attachment[];
  readonly membersAdded: readonly Person[] | null;
  readonly membersRemoved: readonly Person[] | null;
};

// ── sizes: UTF-16 units of texts, members of lists ───────────────────────────────────────────

const idLength = 1_024;
const directoryIdLength = 128;
const shortLength = 512;
const kindLength = 64;
const mostParts = 1_000;
const mostPeople = 10_000;

// ── values: null where unusable ──────────────────────────────────────────────────────────────

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const fieldsIn = (value: unknown): Fields | null => (isFields(value) ? value : null);
const textIn = (value: unknown, longest: number): string | null =>
  typeof value === 'string' && value.length <= longest ? value : null;
/** A text that says something. */
const wordIn = (value: unknown, longest: number): string | null => textIn(value, longest) || null;
const listIn = (value: unknown, most: number): readonly unknown[] | null =>
  Array.isArray(value) && value.length <= most ? value : null;

const readAll = <Part>(list: readonly unknown[] | null, read: (fields: Fields) => Part | null): Part[] => {
  const parts: Part[] = [];
  for (const one of list ?? []) {
    const fields = fieldsIn(one);
    const part = fields === null ? null : read(fields);
    if (part !== null) parts.push(part);
  }
  return parts;
};

// ── parts ────────────────────────────────────────────────────────────────────────────────────

const personOf = ({ id }: Fields): Person => ({ id: wordIn(id, idLength) });

const peopleOf = (value: unknown): readonly Person[] | null => {
  const list = listIn(value, mostPeople);
  const people = readAll(list, personOf);
  return people.length === list?.length ? people : null;
};

const accountOf = (from: Fields): Account | null => {
  const id = wordIn(from['id'], idLength);
  if (id === null) return null;
  const properties = fieldsIn(from['properties']);
  return {
    id,
    name: textIn(from['name'], shortLength),
    aadObjectId: wordIn(from['aadObjectId'], directoryIdLength),
    tenantId: wordIn(from['tenantId'], directoryIdLength),
    userRole: textIn(from['userRole'], shortLength),
    properties: properties === null ? null : { userRole: textIn(properties['userRole'], shortLength) },
  };
};

const recipientOf = (recipient: Fields): TeamsActivity['recipient'] | null => {
  const id = wordIn(recipient['id'], idLength);
  return id === null ? null : { id, name: textIn(recipient['name'], shortLength) };
};

const conversationOf = (conversation: Fields): Conversation | null => {
  const id = wordIn(conversation['id'], idLength);
  const isGroup = conversation['isGroup'];
  if (id === null) return null;
  return {
    id,
    conversationType: textIn(conversation['conversationType'], kindLength),
    tenantId: wordIn(conversation['tenantId'], directoryIdLength),
    isGroup: typeof isGroup === 'boolean' ? isGroup : null,
  };
};

const entityOf = (entity: Fields): Entity | null => {
  const type = textIn(entity['type'], 128);
  const mentioned = fieldsIn(entity['mentioned']);
  if (type === null) return null;
  return {
    type,
    text: textIn(entity['text'], shortLength),
    mentioned: mentioned === null ? null : personOf(mentioned),
    locale: textIn(entity['locale'], shortLength),
    timezone: textIn(entity['timezone'], shortLength),
  };
};

const attachmentOf = ({ contentType, name, content }: Fields): Attachment => ({
  contentType: textIn(contentType, 256),
  name: textIn(name, 1_024),
  content,
});

const channelDataOf = (data: Fields): ChannelData => {
  const tenant = fieldsIn(data['tenant']);
  return {
    tenant: tenant === null ? null : { id: wordIn(tenant['id'], directoryIdLength) },
    eventType: textIn(data['eventType'], shortLength),
  };
};

// ── the whole ────────────────────────────────────────────────────────────────────────────────

type Needed = 'type' | 'channelId' | 'serviceUrl' | 'from' | 'recipient' | 'conversation';

/** What a turn cannot do without. */
const neededOf = (body: Fields): Pick<TeamsActivity, Needed> | null => {
  const type = wordIn(body['type'], kindLength);
  const channelId = wordIn(body['channelId'], kindLength);
  const serviceUrl = wordIn(body['serviceUrl'], 2_048);
  const from = accountOf(fieldsIn(body['from']) ?? {});
  const recipient = recipientOf(fieldsIn(body['recipient']) ?? {});
  const conversation = conversationOf(fieldsIn(body['conversation']) ?? {});
  if (type === null || channelId === null || serviceUrl === null) return null;
  if (from === null || recipient === null || conversation === null) return null;
  return { type, channelId, serviceUrl, from, recipient, conversation };
};

/** An activity without an id still must not be taken twice: its content names it. */
const contentId = (body: unknown): string =>
  `sha256:${createHash('sha256').update(JSON.stringify(body)).digest('base64url')}`;

/** A parsed JSON body → an activity, or null where type, sender, recipient, conversation, channel or service is missing. */
export const readActivity = (value: unknown): TeamsActivity | null => {
  const body = fieldsIn(value);
  const needed = body === null ? null : neededOf(body);
  if (body === null || needed === null) return null;
  const channelData = fieldsIn(body['channelData']);
  return {
    ...needed,
    id: wordIn(body['id'], idLength) ?? contentId(body),
    name: textIn(body['name'], 256),
    action: textIn(body['action'], kindLength),
    timestamp: textIn(body['timestamp'], kindLength),
    localTimezone: textIn(body['localTimezone'], shortLength),
    locale: textIn(body['locale'], shortLength),
    channelData: channelData === null ? null : channelDataOf(channelData),
    text: textIn(body['text'], Number.POSITIVE_INFINITY),
    replyToId: wordIn(body['replyToId'], idLength),
    value: body['value'],
    entities: readAll(listIn(body['entities'], mostParts), entityOf),
    attachments: readAll(listIn(body['attachments'], mostParts), attachmentOf),
    membersAdded: peopleOf(body['membersAdded']),
    membersRemoved: peopleOf(body['membersRemoved']),
  };
};
