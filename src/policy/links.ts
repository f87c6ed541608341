import type { Cloud } from './facts.ts';
import type { DoorRow, LinkRow, PolicyRows, TextKey } from './policy.ts';

/*
 * Addresses for a case. Rows hold templates; here they are filled with what is known of the case.
 * People type some of the values, so a value is offered to an address only in the shape named below and always
 * URL-encoded: nothing typed can change the host or the path of a link (a redirect would carry a signed-in admin
 * to somebody else's page).
 */

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** DNS name of two labels or more (RFC 1035 sizes); international names in their xn-- form. */
const domain = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;
const plainId = /^[a-z0-9][a-z0-9_-]{0,127}$/i;
const mail = /^[^\s@,/?#]{1,64}@[a-z0-9.-]{1,253}(?:,[^\s@,/?#]{1,64}@[a-z0-9.-]{1,253})*$/i;
/** Conversations of several people; one-to-one bot chats (`a:…`) cannot be linked. */
const teamsThread = /^19:[a-z0-9._@-]{1,200}$/i;
/** Free text; never only dots, which an address would read as "the folder above". */
const words = /^(?!\.{1,2}$)[\s\S]{1,2000}$/;

const shapes = {
  product: plainId,
  customerDomain: domain,
  customerTenantId: guid,
  subscriptionId: guid,
  incidentId: plainId,
  relationshipRequestId: /^[0-9a-f-]{36}(?:-[0-9a-f-]{36})?$/i,
  supportTopicId: plainId,
  productId: plainId,
  severityNumber: /^[1-4]$/,
  contextInfo: words,
  caller: words,
  providerUpn: mail,
  users: mail,
  topicName: words,
  message: words,
  label: words,
  webUrl: words,
  teamName: words,
  channelName: words,
  teamsTenantId: guid,
  groupId: guid,
  appId: guid,
  entityId: plainId,
  caseId: plainId,
  chatId: teamsThread,
  channelId: teamsThread,
  messageId: /^\d{1,20}$/,
} as const;
const shapeOf: ReadonlyMap<string, RegExp> = new Map(Object.entries(shapes));

/** What an address can be filled with. `product` chooses between links and stands in no address. */
export type LinkValueName = keyof typeof shapes;
export type LinkValues = Readonly<Partial<Record<LinkValueName, string | null | undefined>>>;

/** An address ready to open. `opens` is the text key of what it opens. */
export type Link = {
  readonly kind: 'link';
  readonly linkId: string;
  readonly url: string;
  readonly opens: TextKey;
};

/** A link row put to a case: an address, what is missing for one, or not meant for this cloud, product or switched off. */
type LinkAnswer =
  | Link
  | { readonly kind: 'lacks'; readonly linkId: string; readonly needs: readonly string[] }
  | { readonly kind: 'not-for-this-case'; readonly linkId: string };

/** Fills a row's address for a cloud. A value in the wrong shape counts as missing. */
export const linkFor = (link: LinkRow, cloud: Cloud, values: LinkValues): LinkAnswer =>
  answerFor(link, cloud, values, usableValues(values));

type UsableValues = Readonly<Record<string, string>>;

const answerFor = (link: LinkRow, cloud: Cloud, { product }: LinkValues, given: UsableValues): LinkAnswer => {
  const address = link.addresses[cloud] ?? link.addresses.any;
  if (address === undefined || !link.on || !isForProduct(link, product))
    return { kind: 'not-for-this-case', linkId: link.id };
  const { isSafe, names, words } = addressOf(address);
  if (!isSafe) return { kind: 'not-for-this-case', linkId: link.id };
  const usable = names.includes('parameters') ? { ...given, ...parameters(link, given) } : given;
  const needs = names.filter((name) => !Object.hasOwn(usable, name));
  if (needs.length > 0) return { kind: 'lacks', linkId: link.id, needs: named(needs, link) };
  const url = names.reduce(
    (before, name, at) => before + encodeURIComponent(usable[name] ?? '') + (words[at + 1] ?? ''),
    words[0] ?? '',
  );
  if (url.length > (link.maxLength ?? Infinity))
    return { kind: 'lacks', linkId: link.id, needs: ['shorterText'] };
  return { kind: 'link', linkId: link.id, url, opens: link.opens };
};

/** The links of a door (or of a way out) for a case. */
export type OpenLinks = {
  /** Main button: the best link that can be filled, or null. */
  readonly open: Link | null;
  /** The next best ones, best first. */
  readonly also: readonly Link[];
  /** Where to look afterwards. */
  readonly follow: readonly Link[];
  /** Values that would have given a better link than `open`; never empty when a link exists but none can be filled. */
  readonly lacks: readonly string[];
};

/** Tries a door's links in their order; the first that can be filled is the main one. */
export const openLinks = (
  door: Pick<DoorRow, 'open'> & Partial<Pick<DoorRow, 'follow'>>,
  cloud: Cloud,
  values: LinkValues,
  policy: Pick<PolicyRows, 'links'>,
): OpenLinks => {
  const rows = linksById(policy.links);
  const usable = usableValues(values);
  const answers = (ids: readonly string[]): readonly LinkAnswer[] =>
    ids.flatMap((id) => rows.get(id) ?? []).map((row) => answerFor(row, cloud, values, usable));
  const tried = answers(door.open);
  const first = tried.findIndex(({ kind }) => kind === 'link');
  const [open, ...also] = tried.filter(isLink);
  const better = first === -1 ? tried : tried.slice(0, first);
  return {
    open: open ?? null,
    also,
    follow: answers(door.follow ?? []).filter(isLink),
    lacks: [...new Set(better.flatMap((answer) => (answer.kind === 'lacks' ? answer.needs : [])))],
  };
};

const grouped = new WeakMap<readonly LinkRow[], ReadonlyMap<string, readonly LinkRow[]>>();

const linksById = (links: readonly LinkRow[]): ReadonlyMap<string, readonly LinkRow[]> => {
  const known = grouped.get(links) ?? Map.groupBy(links, ({ id }) => id);
  grouped.set(links, known);
  return known;
};

const isLink = (answer: LinkAnswer): answer is Link => answer.kind === 'link';

/** Rows can be edited: an address whose host is not written out in full is never offered. */
const fixedHttpsHost = /^https:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:$|[/?#])/;

const placeholder = /\{(\w+)\}/g;

/** `names` of its placeholders, and the `words` before, between and after them. */
type Address = {
  readonly isSafe: boolean;
  readonly names: readonly string[];
  readonly words: readonly string[];
};

/** Addresses stand in rows, of which there are few. */
const addresses = new Map<string, Address>();

const addressOf = (text: string): Address => {
  const known = addresses.get(text);
  if (known !== undefined) return known;
  const pieces = text.split(placeholder);
  const fresh = {
    isSafe: fixedHttpsHost.test(text),
    names: pieces.filter((_, at) => at % 2 === 1),
    words: pieces.filter((_, at) => at % 2 === 0),
  };
  addresses.set(text, fresh);
  return fresh;
};

const isForProduct = ({ products }: LinkRow, product: LinkValues['product']): boolean =>
  products === undefined || products.some((one) => one === product);

const looked = new WeakMap<LinkValues, UsableValues>();

/** A card asks for several links of one case. */
const usableValues = (values: LinkValues): UsableValues => {
  const known = looked.get(values);
  if (known !== undefined) return known;
  const usable = Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value && value.isWellFormed() && shapeOf.get(name)?.test(value) ? [[name, value]] : [],
    ),
  );
  looked.set(values, usable);
  return usable;
};

/** `{parameters}`: what is switched on and known, as JSON. With nothing known there is no such value. */
const parameters = (link: LinkRow, usable: UsableValues): UsableValues => {
  const filled = switchedOn(link).flatMap(({ key, value }) => {
    const known = usable[value];
    return known === undefined ? [] : [[key, known]];
  });
  return filled.length === 0 ? {} : { parameters: JSON.stringify(Object.fromEntries(filled)) };
};

const switchedOn = (link: LinkRow) => (link.parameters ?? []).filter(({ on }) => on);

/** People are asked for the values behind `{parameters}`, not for "parameters". */
const named = (needs: readonly string[], link: LinkRow): readonly string[] =>
  needs.flatMap((need) => (need === 'parameters' ? switchedOn(link).map(({ value }) => value) : [need]));
