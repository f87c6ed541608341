/**
 * A chain of processes on one database: each is killed at its place, the next one goes on, Teams sends again what
 * nobody acknowledged. After every kill the database is looked at; after the last, everything must have happened once.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Store } from '../../src/flow/ports.ts';
import { appId, homeTenant } from '../stand-in/activities.ts';
import { startTeams } from '../stand-in/teams.ts';
import { createRandom, type Random } from '../simulator/random.ts';
import { createDeskWork, onlooker, type Deed } from './desk-work.ts';
import { createLives, type Life } from './lives.ts';
import type { Place } from './place.ts';
import type { Order, Plan, Point } from './plan.ts';

/** One kill and what came of it. */
export type Kill = {
  readonly point: Point;
  readonly store: Place['kind'];
  /** Acknowledged deeds the database no longer knows. */
  lost: number;
  /** Deeds that took effect twice, and messages that came twice where nothing excuses it. */
  doubled: number;
  /** Messages sent again because nobody could know whether they had arrived. */
  again: number;
  /** Pages or record chains that do not hold. */
  unsound: number;
};

const sample = (name: string): string => join(import.meta.dirname, '../../src/demo/sample', name);

type Teams = Awaited<ReturnType<typeof startTeams>>;

/** What a process is to die of, and how many lived before it. */
type Begun = { readonly plan: Plan | null; readonly before: number };

/** Another instance waits this long for a row whose process died; a single one knows at its start. */
const leaseMs = 61_000;

const orderFor = (teams: Teams, place: Place, { plan, before }: Begun): Order => ({
  plan,
  aheadMs: place.kind === 'postgres' ? before * leaseMs : 0,
  partnerFile: sample('partner.json'),
  customersFile: sample('customers.csv'),
  variables: {
    MicrosoftAppId: appId,
    MicrosoftAppTenantId: homeTenant,
    MicrosoftAppPassword: 'stand-in-secret',
    PARTNER_FILE: sample('partner.json'),
    HOST: '127.0.0.1',
    PORT: '0',
    ToBotFromChannelOpenIdMetadataUrl: teams.addresses.openIdMetadataUrl ?? '',
    ToBotFromChannelTokenIssuer: teams.addresses.tokenIssuer ?? '',
    ToChannelFromBotLoginUrl: teams.addresses.loginUrl ?? '',
    ToChannelFromBotOAuthScope: teams.addresses.oauthScope ?? '',
    CONNECTOR_HOSTS: teams.addresses.connectorHosts.join(','),
    LOG_LEVEL: 'silent',
    ...place.variables,
  },
});

/** The longest wait that still hits what it is meant for. */
const longestMicros: Readonly<Record<Point, number>> = {
  'before-commit': 0,
  'in-commit': 4_000,
  'after-commit': 0,
  'during-claim': 4_000,
  'after-claim': 0,
  'after-send': 0,
  'during-checkpoint': 2_500,
  'at-migration': 25_000,
  'at-start': 40_000,
  anywhere: 80_000,
};

const planFor = (point: Point, random: Random): Plan => ({
  point,
  nth: random.between(1, point === 'during-checkpoint' ? 8 : 4),
  delayMicros: random.between(0, longestMicros[point]),
});

/** How often the database knows of a deed, and whether the record that says so holds. */
const tracesOf = async ({ kind, word }: Deed, store: Store): Promise<{ times: number; holds: boolean }> => {
  if (kind === 'refusal') return { times: 1, holds: true };
  const found = await store.findCases(word, onlooker, 5);
  const records = await Promise.all(found.map(({ id }) => store.record(id)));
  const broken = await Promise.all(found.map(({ id }) => store.brokenEntry(id)));
  const lines = records
    .flat()
    .filter(({ what, texts }) => what === (kind === 'case' ? 'opened' : 'answered') && tells(texts, word));
  return { times: lines.length, holds: broken.every((entry) => entry === null) };
};

const tells = (texts: Readonly<Record<string, string>>, word: string): boolean =>
  Object.values(texts).some((one) => one.includes(word));

type Found = { readonly lost: number; readonly doubled: number; readonly unsound: number };

const lookFor = async (deeds: readonly Deed[], place: Place): Promise<Found> => {
  const { seen, sound } = await place.look((store) =>
    Promise.all(deeds.map(async (deed) => ({ deed, ...(await tracesOf(deed, store)) }))),
  );
  return {
    lost: seen.filter(({ deed, times }) => deed.isAcknowledged && times === 0).length,
    doubled: seen.filter(({ times }) => times > 1).length,
    unsound: seen.filter(({ holds }) => !holds).length + (sound ? 0 : 1),
  };
};

/** How often each message arrived, by the life that sent it. */
const arrivals = (deed: Deed, teams: Teams, lifeOf: (sentAt: number) => number): readonly number[] =>
  teams.sent.flatMap(({ method, conversationId, card }, at) =>
    method === 'POST' &&
    conversationId === deed.conversationId &&
    (deed.kind === 'refusal' || JSON.stringify(card).includes(deed.word))
      ? [lifeOf(at)]
      : [],
  );

const addTo = (kill: Kill, { lost, doubled, unsound }: Found): void => {
  kill.lost += lost;
  kill.doubled += doubled;
  kill.unsound += unsound;
};

/** More waves than any plan needs; a process that still lives has missed its death. */
const mostWaves = 6;

const workUntilDeath = async (life: Life, work: ReturnType<typeof createDeskWork>): Promise<void> => {
  if (life.url === null) return;
  await work.redeliver(life.url, life.isOver);
  for (let wave = 0; wave < mostWaves && !life.isOver(); wave += 1) await work.wave(life.url, life.isOver);
  assert.ok(life.isOver(), 'the process outlived its plan');
};

/** An empty database on which a process dies while it makes the tables; the next opening must find old or new. */
const killAtMigration = async (
  plan: Plan,
  empty: Place,
  begin: (place: Place, plan: Plan) => Promise<Life>,
) => {
  const life = await begin(empty, plan);
  await life.ended;
  const { seen, sound } = await empty.look((store) => store.nextCaseNumber());
  empty.remove();
  return { lost: 0, doubled: 0, unsound: sound && seen > 1_000 ? 0 : 1 };
};

export type Chain = {
  readonly place: () => Promise<Place>;
  readonly points: readonly Point[];
  readonly seed: number;
};

export const runChain = async ({ place: makePlace, points, seed }: Chain): Promise<readonly Kill[]> => {
  const random = createRandom(seed);
  const teams = await startTeams();
  const place = await makePlace();
  const lives = createLives();
  const work = createDeskWork(teams);
  const kills: Kill[] = [];
  const ends: number[] = [];
  const begin = (at: Place, plan: Plan | null): Promise<Life> =>
    lives.begin(orderFor(teams, at, { plan, before: kills.length }));
  try {
    for (const point of points) {
      const kill: Kill = { point, store: place.kind, lost: 0, doubled: 0, again: 0, unsound: 0 };
      const plan = planFor(point, random);
      kills.push(kill);
      if (point === 'at-migration') {
        addTo(kill, await killAtMigration(plan, await makePlace(), begin));
      } else {
        const life = await begin(place, plan);
        await workUntilDeath(life, work);
        await life.ended;
        addTo(kill, await lookFor(work.deeds.slice(-40), place));
      }
      ends.push(teams.sent.length);
    }
    const last = await begin(place, null);
    assert.ok(last.url !== null);
    await work.redeliver(last.url, last.isOver);
    await work.settled(last.isOver);
    countArrivals(work.deeds, teams, { kills, ends });
    const [final] = kills.slice(-1);
    if (final !== undefined) addTo(final, await lookFor(work.deeds, place));
    return kills;
  } finally {
    await lives.close();
    await teams.close();
    place.remove();
  }
};

type Told = { readonly kills: readonly Kill[]; readonly ends: readonly number[] };

/** A message may come again once per process that died with it in hand; one that promises "at most once" never. */
const countArrivals = (deeds: readonly Deed[], teams: Teams, { kills, ends }: Told): void => {
  const lifeOf = (sentAt: number): number => ends.filter((end) => end <= sentAt).length;
  for (const deed of deeds) {
    if (deed.kind === 'click') continue;
    const lives = arrivals(deed, teams, lifeOf);
    lives.slice(1).forEach((life, at) => {
      const before = lives[at] ?? 0;
      const died = kills[before];
      if (died === undefined) return;
      if (deed.kind === 'refusal' || life === before) died.doubled += 1;
      else died.again += 1;
    });
  }
};
