/**
 * Days of work taken in one go: every step is a real turn, read, taken and committed as ever, at the instant it names.
 * What it would have told people then is told by nobody now, and a reminder that was due before `until` is past.
 */
import { randomUUID } from 'node:crypto';
import { Fault } from '../fault.ts';
import type { Case } from '../triage/case.ts';
import type { Instant, Locale, Person, Zone } from '../triage/desk.ts';
import type { Inbound, What } from '../triage/inbound.ts';
import type { Picture } from '../triage/picture.ts';
import { readInbound } from '../triage/read.ts';
import { takeTurn } from '../triage/take-turn.ts';
import type { RecordEntry, Turn } from '../triage/turn.ts';
import { commitOf } from './commit.ts';
import { loadKnown } from './load.ts';
import type { Parts } from './parts.ts';

/** Somebody of the desk as the story knows them. */
export type Player = {
  readonly tenantId: string;
  readonly objectId: string;
  readonly name: string;
  readonly isLead: boolean;
  readonly locale: Locale;
  readonly zone: Zone;
};

/** One case from its first words on. `clicks`: a verb, or `verb:panel`; `fills` are laid over what the card holds. */
export type Story = {
  readonly number: number;
  readonly by: Player;
  readonly says: string;
  readonly at: Instant;
  readonly steps: readonly {
    readonly at: Instant;
    readonly clicks: string;
    readonly fills?: Readonly<Record<string, string>>;
    /** Absent: whoever began. */
    readonly by?: Player;
  }[];
};

type Shown = { readonly caseId: string; readonly picture: Picture };

const personOf = async (player: Player, { store }: Parts): Promise<Person> => {
  const { tenantId, objectId, name, isLead, locale, zone } = player;
  const id = `${tenantId}/${objectId}`.toLowerCase();
  const met = { chosenLocale: null, agentRole: null, azureSupportGroupMember: null };
  const fresh = { id, version: 0, address: null, welcomedAt: null, ...met };
  return (await store.person(id)) ?? { ...fresh, tenantId, objectId, name, isLead, locale, zone };
};

const inboundOf = (player: Player, at: Instant, what: What): Inbound => ({
  id: randomUUID(),
  from: { tenantId: player.tenantId, objectId: player.objectId, name: player.name, isGuest: false },
  address: {
    conversationId: `past:${player.objectId}`,
    kind: 'personal',
    tenantId: player.tenantId,
    serviceUrl: '',
    botId: '',
    userId: player.objectId,
  },
  localeTag: player.locale,
  zone: player.zone,
  at,
  what,
});

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

type Entry = readonly [string, string];

/** All that a card would send, found wherever on it the inputs stand. */
const inputsOn = (card: unknown): readonly Entry[] => {
  if (!isObject(card)) return [];
  const { type, id, value } = card;
  const isInput = typeof type === 'string' && type.startsWith('Input.') && typeof id === 'string';
  const own: readonly Entry[] = isInput ? [[id, typeof value === 'string' ? value : '']] : [];
  return [...own, ...Object.values(card).flatMap(inputsOn)];
};

type Move = { readonly player: Player; readonly at: Instant; readonly until: Instant; readonly what: What };

/** Nobody was told, so what leads hear of only once is still to be told. */
const untold = (about: Case): Case => ({ ...about, follow: { ...about.follow, toldOnce: [] } });

/** What the record says where leads were told of several cases at once. */
const toldOnce = ['signal', 'incident-shared'];
const isTelling = ({ what }: RecordEntry): boolean => toldOnce.includes(what);

const take = async (move: Move, about: Case | null, number: number, parts: Parts): Promise<Turn> => {
  const { player, at, until, what } = move;
  const person = await personOf(player, parts);
  const reading = readInbound(inboundOf(player, at, what), parts.policy);
  const action =
    about === null ? null : { caseId: about.id, version: about.version, card: 'case', audience: person.id };
  const known = await loadKnown({ reading, person, action, now: at, number }, parts);
  const turn = takeTurn(known, reading, parts.policy);
  const after = turn.person ?? person;
  const changed = turn.person !== null || person.version === 0;
  const kept: Turn = {
    ...turn,
    person: changed ? { ...after, version: person.version + 1 } : null,
    cases: turn.cases.map(untold),
    record: turn.record.filter((entry) => !isTelling(entry)),
    rows: [],
    reminders: turn.reminders.filter(({ dueAt }) => Date.parse(dueAt) > Date.parse(until)),
  };
  const customers = [
    turn.customer,
    known.customer,
    known.chosen,
    ...known.candidates.map((one) => one.customer),
  ];
  const keys = { inboundId: null, intent: null, shown: null, now: at };
  await parts.store.commit(
    commitOf(kept, keys, ({ customerId }) => customers.find((one) => one?.id === customerId) ?? null),
  );
  return turn;
};

const begin = async (story: Story, until: Instant, parts: Parts): Promise<Shown> => {
  const what: What = { kind: 'message', text: story.says, files: [] };
  const turn = await take({ player: story.by, at: story.at, until, what }, null, story.number, parts);
  const [opened] = turn.cases;
  const [row] = turn.rows;
  if (opened === undefined || row === undefined)
    throw new Fault('story-opens-no-case', { detail: { number: story.number } });
  return { caseId: opened.id, picture: row.picture };
};

const goOn = async (
  shown: Shown,
  step: Story['steps'][number] & { readonly by: Player },
  until: Instant,
  parts: Parts,
): Promise<Shown> => {
  const about = await parts.store.case(shown.caseId);
  const person = await personOf(step.by, parts);
  const message = await parts.compose(
    shown.picture,
    { person, locale: person.locale, zone: person.zone },
    step.at,
  );
  const [verb = '', panel] = step.clicks.split(':');
  const data = {
    ...Object.fromEntries(inputsOn(JSON.parse(message?.json ?? 'null'))),
    ...(panel === undefined ? {} : { panel }),
    ...step.fills,
  };
  const what: What = { kind: 'action', verb, data, cardActivityId: null, automatic: false };
  const turn = await take({ player: step.by, at: step.at, until, what }, about, 0, parts);
  const next = turn.cases.find(({ id }) => id === shown.caseId);
  if (turn.picture?.card === 'case' && turn.picture.problems.length > 0)
    throw new Fault('story-step-refused', { detail: { step: step.clicks, problems: turn.picture.problems } });
  if (next === undefined && !verb.startsWith('show') && verb !== 'open')
    throw new Fault('story-step-changes-nothing', { detail: { step: step.clicks } });
  return { caseId: shown.caseId, picture: turn.picture ?? shown.picture };
};

/** Plays the stories one after another. Rejects with a Fault that names the step that could not be taken. */
export const replay = async (stories: readonly Story[], until: Instant, parts: Parts): Promise<void> => {
  for (const story of stories) {
    let shown = await begin(story, until, parts);
    for (const step of story.steps) shown = await goOn(shown, { by: story.by, ...step }, until, parts);
  }
};
