/**
 * People in front of Teams: what they see, what they do next. They write, click what stands on their screen now or
 * stood there before, click twice, look at each other's cases, change devices, remove the bot and come back.
 */
import type { CardMessage } from '../../src/flow/ports.ts';
import type { Address } from '../../src/triage/desk.ts';
import type { Inbound, What } from '../../src/triage/inbound.ts';
import { everything, text, type Json } from '../scenarios/card-text.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

export const homeTenant = 'home-tenant';

export type Human = {
  readonly objectId: string;
  readonly tenantId: string;
  readonly id: string;
  readonly conversationId: string;
  readonly localeTag: string;
  readonly isLead: boolean;
  readonly isOfDesk: boolean;
};

type HumanRow = { objectId: string; localeTag: string; tenantId?: string; isLead?: boolean };

const human = ({ objectId, localeTag, tenantId = homeTenant, isLead = false }: HumanRow): Human => ({
  objectId,
  tenantId,
  id: `${tenantId}/${objectId}`,
  conversationId: `a:${objectId}`,
  localeTag,
  isLead,
  isOfDesk: tenantId === homeTenant,
});

export const humans: readonly [Human, ...(readonly Human[])] = [
  human({ objectId: 'robin', localeTag: 'en-US' }),
  human({ objectId: 'kim', localeTag: 'ja-JP' }),
  human({ objectId: 'lin', localeTag: 'zh-TW' }),
  human({ objectId: 'lee', localeTag: 'en-GB', isLead: true }),
  human({ objectId: 'sam', localeTag: 'en-US', tenantId: 'other-tenant' }),
];

/** One card as it stood on the screen at some time. */
export type Seen = { readonly activityId: string; readonly card: Json };

/** What a person means to do; Teams may deliver it several times. */
export type Deed = { readonly by: Human; readonly what: What; readonly marker: string | null };

const zones = ['Europe/Berlin', 'Europe/Berlin', 'Europe/Berlin', 'Asia/Tokyo'] as const;

/** The device a deed is done on tells its zone; a repeat comes from the same one. */
export const zoneOf = ({ pick }: Random): string => pick(zones);

type Delivery = { readonly id: string; readonly zone: string; readonly at: string };

export const inboundOf = ({ by, what }: Deed, { id, zone, at }: Delivery): Inbound => ({
  id,
  from: { tenantId: by.tenantId, objectId: by.objectId, name: `Name of ${by.objectId}`, isGuest: false },
  address: {
    conversationId: by.conversationId,
    kind: 'personal',
    tenantId: by.tenantId,
    serviceUrl: 'https://smba.trafficmanager.net/emea/',
    botId: '28:bot',
    userId: `29:${by.objectId}`,
  },
  localeTag: by.localeTag,
  zone,
  at,
  what,
});

const problems = [
  'mail is down for everyone at contoso since 9 this morning',
  'vm in azure does not start at fabrikam',
  'invoice of tailspin shows a wrong price',
  'somebody signed in to contoso with a stolen password, breach',
  'teams calls drop at adatum',
] as const;

const smallTalk = ['help', 'hello', 'my cases', 'thanks', '?', 'find mail', 'language', 'qwxyz'] as const;

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null;

const choiceOf = (input: Json, random: Random): string => {
  const choices = Array.isArray(input['choices']) ? input['choices'].filter(isJson) : [];
  return text(random.any(choices)?.['value']);
};

const typedInto = (input: Json, random: Random, marker: string): string => {
  switch (input['type']) {
    case 'Input.ChoiceSet':
      return choiceOf(input, random);
    case 'Input.Toggle':
      return random.pick(['true', 'false']);
    case 'Input.Date':
      return '2026-11-20';
    case 'Input.Time':
      return '09:00';
    case 'Input.Number':
      return String(random.between(1, 9));
    default:
      return `${marker} ${random.between(100_000, 999_999)}`;
  }
};

/** Everything the card would send: what stands in it already, or something new. */
const filled = (card: Json, random: Random, marker: string): Json =>
  Object.fromEntries(
    everything(card)
      .filter((one) => text(one['type']).startsWith('Input.'))
      .map((input) => {
        const stands = text(input['value']);
        const isKept = stands !== '' && random.chance(0.7);
        return [text(input['id']), isKept ? stands : typedInto(input, random, marker)];
      }),
  );

/** `answer` leads on; without a preference for it most cases would end as cancelled drafts. */
const buttonOn = (card: Json, random: Random): Json | null => {
  const buttons = everything(card).filter((one) => one['type'] === 'Action.Execute');
  const onward = buttons.filter((one) => ['answer', 'file', 'bounce'].includes(text(one['verb'])));
  return onward.length > 0 && random.chance(0.7) ? random.any(onward) : random.any(buttons);
};

/** `onSeen` hears of every card that comes before somebody's eyes. */
export const createPeople = (world: World, onSeen: (reader: Human, card: Json) => void) => {
  const { random } = world;
  const seen = new Map<string, Seen[]>(humans.map((one) => [one.conversationId, []]));
  const away = new Set<string>();
  let made = 0;
  const freshMarker = (): string => `kw${(made += 1)}z`;
  const seenBy = (conversationId: string): Seen[] => seen.get(conversationId) ?? [];

  const see = (by: Human, shown: Seen): void => {
    onSeen(by, shown.card);
    seenBy(by.conversationId).push(shown);
  };

  const clickOn = (by: Human, { card, activityId }: Seen): Deed | null => {
    const button = buttonOn(card, random);
    if (button === null) return null;
    const marker = freshMarker();
    const given = isJson(button['data']) ? button['data'] : {};
    const inputs = button['associatedInputs'] === 'none' ? {} : filled(card, random, marker);
    const data = { ...given, ...inputs };
    const what: What = {
      kind: 'action',
      verb: text(button['verb']),
      data,
      cardActivityId: activityId,
      automatic: false,
    };
    return { by, what, marker };
  };

  const saying = (by: Human, words: string, marker: string | null = null): Deed => ({
    by,
    what: { kind: 'message', text: words, files: [] },
    marker,
  });

  const problem = (by: Human): Deed => {
    const marker = freshMarker();
    return saying(by, `new ${random.pick(problems)}, they call it ${marker}`, marker);
  };

  /** Mostly the newest card; at times one from further up, or the screen of a colleague (a forwarded card). */
  const click = (by: Human): Deed | null => {
    const whose = random.chance(0.04) ? random.pick(humans) : by;
    const cards = seenBy(whose.conversationId);
    const card = random.chance(0.75) ? (cards.at(-1) ?? null) : random.any(cards);
    return card === null ? null : clickOn(by, card);
  };

  const leaveOrReturn = (by: Human): Deed => {
    const isBack = away.delete(by.conversationId);
    if (!isBack) away.add(by.conversationId);
    return { by, what: { kind: isBack ? 'installed' : 'removed' }, marker: null };
  };

  return {
    seenBy,
    isAway: (conversationId: string) => away.has(conversationId),
    /** Comes back, or says hello for the first time. Null: is there already, and need not write to be reached. */
    showUp: (by: Human, isKnown: boolean): Deed | null => {
      if (away.has(by.conversationId)) return leaveOrReturn(by);
      return isKnown ? null : saying(by, 'hello');
    },
    /** Null: the bot was removed, or there is nobody. */
    show: (address: Address, activityId: string | null, { json }: CardMessage): string | null => {
      const reader = humans.find(({ conversationId }) => conversationId === address.conversationId);
      world.verify(reader !== undefined, () => `a card went to ${address.conversationId}`);
      if (reader === undefined || away.has(address.conversationId)) return null;
      const id =
        activityId ?? `posted-${address.conversationId}-${seenBy(address.conversationId).length + 1}`;
      see(reader, { activityId: id, card: JSON.parse(json) as Json });
      return id;
    },
    see,
    next: (): Deed | null => {
      const by = random.pick(humans);
      const mood = random.unit();
      if (mood < 0.03) return leaveOrReturn(by);
      if (mood < 0.25 || seenBy(by.conversationId).length === 0) return problem(by);
      if (mood < 0.35) return saying(by, random.pick(smallTalk));
      if (mood < 0.42) return saying(by, `H-${random.between(1_000, 1_006)}`);
      return click(by);
    },
  };
};

export type People = ReturnType<typeof createPeople>;
