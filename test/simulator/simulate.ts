/**
 * One run: a desk, its people and Teams between them for a quarter of an hour of virtual time, everything going wrong
 * that may, all of it from one seed. Then all is well again, and what should have happened must have happened.
 */
import { rowsOnly } from '../../src/flow/commit.ts';
import type { OutgoingRow } from '../../src/triage/turn.ts';
import { createConnectorOf } from './connector.ts';
import { checkDeeds, checkKept, checkOrder, checkRows, checkShown, checkStep } from './invariants.ts';
import { createPeople, homeTenant, humans } from './people.ts';
import { customersAtFirst, openDesk, type Desk } from './process.ts';
import { createReference } from './reference.ts';
import { createClient } from './teams-client.ts';
import { createWorld, type World } from './world.ts';

export type Run = Pick<World, 'seed' | 'complaints' | 'story' | 'counts'>;

const startsAt = '2026-11-20T09:30:00.000Z';
/** The seeds of every day are short ones, so that hundreds of them fit in. */
const deedsOf = (seed: number): number => (seed < 1_000 ? 8 : 14);
const lastsMs = 15 * 60_000;
/** Afterwards all is well for so long: every wait that a fault caused is over by then. Clocks go on for days. */
const calmMs = 3 * 3_600_000;
/** More steps than any run needs: what still goes on then would go on for ever. */
const mostSteps = 20_000;

const rules = {
  homeTenantId: homeTenant,
  agents: [],
  leads: humans.filter(({ isLead }) => isLead).map(({ objectId }) => objectId),
};

/** Reminders are rows that are due later; a new one under the same key takes the place of the old. */
const remind = (world: World, desk: Desk): void => {
  const { random, time } = world;
  const row: OutgoingRow = {
    key: `reminder|${random.between(1, 3)}`,
    dueAt: new Date(time.nowMs() + random.between(0, 20) * 30_000).toISOString(),
    recipient: { to: 'person', personId: random.pick(humans).id },
    picture: { card: 'notice', says: { key: 'notice.greeting' }, forward: [] },
    sendClass: random.pick(['at-least-once', 'at-most-once']),
    replacesCard: false,
  };
  world.count('reminders');
  void desk.commit(rowsOnly([row], `reminder|${desk.reference.rows.length}|${time.now()}`, time.now()));
};

const runOut = async (world: World, untilMs: number, step: () => Promise<void>): Promise<void> => {
  for (let steps = 0; await world.time.step(untilMs); steps += 1) {
    await step();
    if (steps < mostSteps) continue;
    world.verify(false, () => 'the run does not come to rest');
    return;
  }
};

/** Deeds, restarts and reminders, spread over the run by chance. */
const plan = (world: World, desk: Desk, act: () => void): void => {
  const { random, time } = world;
  for (let deed = 0; deed < deedsOf(world.seed); deed += 1) time.after(random.between(0, lastsMs), act);
  for (let reminder = 0; reminder < 2; reminder += 1)
    time.after(random.between(0, lastsMs), () => remind(world, desk));
  for (let death = random.between(0, 2); death > 0; death -= 1)
    time.after(random.between(0, lastsMs), () => void time.working(() => desk.restart()));
};

/** Now and then the machine is off for so long that what waits is told in one. How long, in milliseconds. */
const outage = ({ random, time, count }: World, desk: Desk): number => {
  if (!random.chance(0.15)) return 0;
  const offMs = random.between(35, 60) * 60_000;
  time.after(lastsMs, () => desk.die());
  time.after(lastsMs + offMs, () => void time.working(() => desk.restart()));
  count('outages');
  return offMs;
};

export const simulate = async (seed: number): Promise<Run> => {
  const world = createWorld(seed, startsAt);
  const { time } = world;
  const reference = createReference(await customersAtFirst());
  const people = createPeople(world, (reader, card) => checkShown(reader, card, world, reference));
  const connector = createConnectorOf(world, {
    show: (address, activityId, message) => people.show(address, activityId, message),
    onShown: (row) => checkOrder(row, world, reference),
  });
  const desk = await openDesk(world, { rules, connector, reference });
  const client = createClient(world, people, desk);
  const post = (): void => {
    const deed = people.next();
    if (deed !== null) client.post(deed);
  };
  try {
    plan(world, desk, post);
    const calmInMs = lastsMs + outage(world, desk) + 60_000;
    time.after(calmInMs, () => {
      world.calmDown();
      for (const human of humans) {
        const deed = people.showUp(human, reference.isKnown(human.id));
        if (deed !== null) client.post(deed);
      }
    });
    const endMs = time.nowMs() + calmInMs + calmMs;
    await runOut(world, endMs, () => checkStep(desk.store(), world, reference));
    checkRows(connector.attempts, world, reference);
    checkDeeds(client.posts, world, reference);
    await checkKept(desk.store(), desk.path, world, reference);
  } finally {
    await desk.close();
  }
  return { seed, complaints: world.complaints, story: world.story, counts: world.counts };
};
