/** Activity → Inbound: what arrived, freed of everything that is Teams'. Pure but for the table of time zones. */
import type { Address, Instant, Zone } from '../triage/desk.ts';
import type { Inbound, What } from '../triage/inbound.ts';
import type { TeamsActivity } from './activity.ts';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const fields = (value: unknown): Fields => (isFields(value) ? value : {});
const text = (value: unknown, longest: number): string =>
  typeof value === 'string' ? value.slice(0, longest) : '';
const count = (value: unknown, most: number): number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 ? Math.min(value, most) : 0;

const longestVerb = 128;
const mostFiles = 20;
const mostResults = 100;

// ── who and where ────────────────────────────────────────────────────────────────────────────

const guestRoles: ReadonlySet<string> = new Set(['guest', 'anonymous']);

/**
 * Best effort: Teams names a guest only in some events. Somebody is a guest when Teams says so, when he has no
 * directory object, or when the tenants named by one activity differ; in doubt a person is treated as one, because
 * a refused colleague asks while an admitted stranger does not.
 */
const isGuest = ({ from, conversation }: TeamsActivity, tenantId: string): boolean => {
  const role = (from.userRole ?? from.properties?.userRole ?? '').toLowerCase();
  const tenants = [from.tenantId, conversation.tenantId].filter((id) => id !== null);
  return (
    guestRoles.has(role) ||
    !from.aadObjectId ||
    tenantId === '' ||
    tenants.some((id) => id.toLowerCase() !== tenantId)
  );
};

const tenantOf = ({ channelData, conversation }: TeamsActivity): string =>
  (channelData?.tenant?.id ?? conversation.tenantId ?? '').toLowerCase();

const kinds: Readonly<Record<string, Address['kind']>> = {
  personal: 'personal',
  groupChat: 'group',
  channel: 'channel',
};

const kindOf = ({ conversation }: TeamsActivity): Address['kind'] =>
  kinds[conversation.conversationType ?? ''] ?? (conversation.isGroup === true ? 'group' : 'personal');

const addressOf = (activity: TeamsActivity, tenantId: string): Address => ({
  conversationId: activity.conversation.id,
  kind: kindOf(activity),
  tenantId,
  serviceUrl: activity.serviceUrl,
  botId: activity.recipient.id,
  userId: activity.from.id,
});

// ── language and time ────────────────────────────────────────────────────────────────────────

const longestTag = 64;

const clientInfo = ({ entities }: TeamsActivity) => entities.find(({ type }) => type === 'clientInfo');

const localeOf = (activity: TeamsActivity): string | null => {
  const tag = activity.locale ?? clientInfo(activity)?.locale ?? '';
  return tag === '' || tag.length > longestTag ? null : tag;
};

const isZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
};

/** Zones looked up before; bounded, since the name comes from outside. */
const knownZones = new Map<string, boolean>();

const zoneOf = (activity: TeamsActivity): Zone | null => {
  const zone = activity.localTimezone ?? clientInfo(activity)?.timezone ?? '';
  if (zone === '' || zone.length > longestTag) return null;
  const known = knownZones.get(zone) ?? isZone(zone);
  if (knownZones.size < 1_000) knownZones.set(zone, known);
  return known ? zone : null;
};

const instantOf = (activity: TeamsActivity, now: Instant): Instant => {
  const at = Date.parse(activity.timestamp ?? '');
  return Number.isNaN(at) ? now : new Date(at).toISOString();
};

// ── what ─────────────────────────────────────────────────────────────────────────────────────

/** The text without the bot's own mention; other people's mentions stay. */
const ownText = (activity: TeamsActivity): string => {
  const mentions = activity.entities.flatMap((entity) =>
    entity.type === 'mention' && entity.mentioned?.id === activity.recipient.id && entity.text
      ? [entity.text]
      : [],
  );
  return mentions.reduce((said, mention) => said.replaceAll(mention, ' '), activity.text ?? '').trim();
};

/** Attachments Teams adds itself: the message once more as HTML, quoted messages, cards. */
const notFiles = /^(text\/html|messageReference|application\/vnd\.microsoft\.(card|teams\.card)\b.*)$/;

const filesOf = ({ attachments }: TeamsActivity) =>
  attachments
    .filter(({ contentType }) => !notFiles.test(contentType ?? ''))
    .slice(0, mostFiles)
    .map(({ name, contentType, content }) => ({
      name: name ?? '',
      type: text(fields(content)['fileType'], 64) || (contentType ?? ''),
    }));

/** Action.Submit: the card's data and inputs come as a message's value, the verb among them. */
const submitted = (activity: TeamsActivity, value: Fields): What => ({
  kind: 'action',
  verb: text(value['verb'], longestVerb),
  data: value,
  cardActivityId: activity.replyToId ?? null,
  automatic: false,
  byMessage: true,
});

const isMentioned = ({ entities, recipient }: TeamsActivity): boolean =>
  entities.some(({ type, mentioned }) => type === 'mention' && mentioned?.id === recipient.id);

/** Among others the bot speaks when it is spoken to, also where it may read everything. */
const isForOthers = (activity: TeamsActivity): boolean =>
  kindOf(activity) !== 'personal' && !isMentioned(activity);

const message = (activity: TeamsActivity): What => {
  const said = ownText(activity);
  const { value } = activity;
  if (!isFields(value) && isForOthers(activity)) return { kind: 'other', name: 'message to others' };
  if (isFields(value) && (typeof value['verb'] === 'string' || said === ''))
    return submitted(activity, value);
  return { kind: 'message', text: said, files: filesOf(activity) };
};

const executed = (activity: TeamsActivity): What => {
  const value = fields(activity.value);
  const action = fields(value['action']);
  return {
    kind: 'action',
    verb: text(action['verb'], longestVerb),
    data: fields(action['data']),
    cardActivityId: activity.replyToId ?? null,
    automatic: value['trigger'] === 'automatic',
  };
};

const searched = (activity: TeamsActivity): What => {
  const value = fields(activity.value);
  const options = fields(value['queryOptions']);
  return {
    kind: 'search',
    dataset: text(value['dataset'], 256),
    query: text(value['queryText'], 512),
    top: count(options['top'], mostResults),
    skip: count(options['skip'], 10_000),
  };
};

/** Buttons under a message of the bot, such as feedback. */
const messageAction = (activity: TeamsActivity): What => {
  const value = fields(activity.value);
  return {
    kind: 'action',
    verb: text(value['actionName'], longestVerb),
    data: fields(value['actionValue']),
    cardActivityId: activity.replyToId ?? null,
    automatic: false,
  };
};

const invokes: Readonly<Record<string, (activity: TeamsActivity) => What>> = {
  'adaptiveCard/action': executed,
  'application/search': searched,
  'message/submitAction': messageAction,
};

const other = ({ type, name }: TeamsActivity): What => ({ kind: 'other', name: name ?? type });

const invoked = (activity: TeamsActivity): What => {
  const name = activity.name ?? '';
  const read = Object.hasOwn(invokes, name) ? invokes[name] : undefined;
  return read === undefined ? other(activity) : read(activity);
};

const membership = (activity: TeamsActivity): What => {
  const isBot = ({ id }: { readonly id: string | null }): boolean => id === activity.recipient.id;
  if (activity.membersAdded?.some(isBot) === true) return { kind: 'installed' };
  if (activity.membersRemoved?.some(isBot) === true) return { kind: 'removed' };
  return other(activity);
};

const installations: Readonly<Record<string, What>> = {
  add: { kind: 'installed' },
  'add-upgrade': { kind: 'installed' },
  remove: { kind: 'removed' },
  'remove-upgrade': { kind: 'removed' },
};

const types: Readonly<Record<string, (activity: TeamsActivity) => What>> = {
  message,
  messageUpdate: (activity) =>
    activity.channelData?.eventType === 'undeleteMessage'
      ? other(activity)
      : { kind: 'edited', text: ownText(activity) },
  invoke: invoked,
  conversationUpdate: membership,
  installationUpdate: (activity) => installations[activity.action ?? ''] ?? other(activity),
};

/** Translates a checked activity. `now` stands in for an unreadable time stamp. */
export const inboundOf = (activity: TeamsActivity, now: Instant): Inbound => {
  const tenantId = tenantOf(activity);
  const read = Object.hasOwn(types, activity.type) ? types[activity.type] : undefined;
  return {
    id: activity.id,
    from: {
      tenantId,
      // Without a directory object the Teams id names the person; it never equals a directory id.
      objectId: activity.from.aadObjectId?.toLowerCase() ?? `teams:${activity.from.id}`,
      name: activity.from.name ?? '',
      isGuest: isGuest(activity, tenantId),
    },
    address: addressOf(activity, tenantId),
    localeTag: localeOf(activity),
    zone: zoneOf(activity),
    at: instantOf(activity, now),
    what: (read ?? other)(activity),
  };
};
