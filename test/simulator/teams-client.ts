/**
 * Teams between people and the desk: delivers every deed one to four times, late, out of order and at times under a
 * new id; repeats what was not answered; shows the answer. It gives a click up after a while, a message never.
 */
import type { Answer } from '../../src/flow/ports.ts';
import type { Desk } from './process.ts';
import { inboundOf, zoneOf, type Deed, type People } from './people.ts';
import type { Json } from '../scenarios/card-text.ts';
import type { World } from './world.ts';

/** A deed and what became of it. */
export type Posted = {
  readonly deed: Deed;
  /** Of the activity; what comes again under a new id begins with it. */
  readonly id: string;
  readonly zone: string;
  isAcknowledged: boolean;
  deliveries: number;
  /** The first answer with a card, and what it depends on. */
  first: { readonly json: string; readonly at: string } | null;
};

/** Learnt from https://github.com/microsoft/botbuilder-dotnet/issues/5005: a slow click comes again under a new id. */
const repeatsAfterMs = [0, 40, 5_000, 15_000] as const;
const patienceMs = 15_000;
const longestPatienceMs = 10 * 60_000;
const mostClickTries = 3;

/** Without its tokens: a card of no case is a new one each time it is drawn. */
const words = (json: string): string => json.replaceAll(/"token":"[^"]*"/g, '');

export const createClient = (world: World, people: People, desk: Desk) => {
  const { random, time } = world;
  const posts: Posted[] = [];
  let given = 0;

  const isLostOnTheWay = (): boolean => world.isRough() && random.chance(0.06);

  const answered = (post: Posted, got: Answer): void => {
    const { what, by } = post.deed;
    post.isAcknowledged = true;
    world.count('acknowledged');
    if (got.kind === 'card' && what.kind === 'action' && what.cardActivityId !== null)
      people.see(by, { activityId: what.cardActivityId, card: JSON.parse(got.json) as Json });
  };

  const isOwn = ({ by }: World['turns'][number], { id }: Posted): boolean =>
    by?.split('|').at(-1)?.split('-again')[0] === id;

  /** The minute, which forms tell, and the turns of others: while these stay, so do the answers. */
  const standing = (post: Posted): string =>
    `${time.now().slice(0, 16)} ${world.turns.filter((turn) => !isOwn(turn, post)).length}`;

  /** However often it comes, and under whatever id: a click that changes a case has one answer. */
  const checkSame = (post: Posted, got: Answer, since: string): void => {
    if (got.kind !== 'card' || post.deed.what.kind !== 'action') return;
    const at = standing(post);
    const isChange = world.turns.some((turn) => turn.isChange && isOwn(turn, post));
    if (at !== since || !isChange) return;
    const isSame = post.first?.at !== at || words(got.json) === words(post.first.json);
    world.verify(isSame, () => `a repeat of ${post.deed.marker ?? 'a click'} was answered differently`);
    post.first ??= { json: got.json, at };
  };

  const tryOnce = (post: Posted, id: string, tries: number): void => {
    let isOver = false;
    const again = (): void => {
      if (isOver) return;
      isOver = true;
      if (post.deed.what.kind === 'action' && tries >= mostClickTries) return;
      tryOnce(post, id, tries + 1);
    };
    post.deliveries += 1;
    world.count('deliveries');
    world.note(`deliver ${id} ${post.deed.what.kind} of ${post.deed.by.objectId}`);
    const since = standing(post);
    const { answer } = desk.receive(inboundOf(post.deed, { id, zone: post.zone, at: time.now() }));
    time.after(Math.min(longestPatienceMs, patienceMs * 2 ** (tries - 1)), again);
    void answer.then((got) => {
      if (isOver) return;
      world.note(`answer ${id} ${got.kind}`);
      checkSame(post, got, since);
      if (got.kind === 'busy' || isLostOnTheWay()) return;
      isOver = true;
      answered(post, got);
    });
  };

  const post = (deed: Deed): void => {
    const id = `activity-${(given += 1)}`;
    const fresh = { isAcknowledged: false, deliveries: 0, first: null };
    const one: Posted = { deed, id, zone: zoneOf(random), ...fresh };
    posts.push(one);
    const copies = world.isRough() ? random.pick([1, 1, 1, 2, 2, 3, 4]) : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      const isNewId = copy > 0 && deed.what.kind === 'action' && random.chance(0.5);
      const copyId = isNewId ? `${id}-again-${copy}` : id;
      const delayMs = (copy === 0 ? 0 : random.pick(repeatsAfterMs)) + random.between(0, 2_000);
      time.after(world.isRough() ? delayMs : 0, () => tryOnce(one, copyId, 1));
    }
  };

  return { posts, post };
};
