/**
 * Teams' side of the way out: takes a card and shows it, or does not, and tells the truth about it, or does not.
 * It knows which outbox row each call belongs to, so that what arrived can be held against what was promised.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { CardMessage, Connector, Delivery, DueRow } from '../../src/flow/ports.ts';
import type { Address } from '../../src/triage/desk.ts';
import type { World } from './world.ts';

/** One attempt to send a row: whether the person saw it, and what the bot was told about it. */
export type Attempt = {
  readonly row: DueRow;
  readonly conversationId: string;
  readonly isShown: boolean;
  /** `nothing`: the process was gone before the answer came. */
  readonly told: Delivery['kind'] | 'nothing';
};

export type Screen = {
  /** Null: this conversation does not take messages (the bot was removed). */
  readonly show: (address: Address, activityId: string | null, message: CardMessage) => string | null;
  /** Hears of every row that is being shown, at that very moment. */
  readonly onShown: (row: DueRow) => void;
};

const never = new Promise<never>(() => undefined);

type Fate = 'fine' | 'cut' | 'lost' | 'busy' | 'slow-down';

/** Faults as often as a bad day has them, not as often as a real one. */
const fateOf = ({ random }: World): Fate =>
  random.chance(0.6) ? 'fine' : random.pick(['cut', 'cut', 'lost', 'busy', 'busy', 'slow-down']);

const untaken = (fate: Fate, world: World): Delivery | null => {
  switch (fate) {
    case 'fine':
    case 'cut':
      return null;
    case 'lost':
      return { kind: 'unclear', why: 'timeout' };
    case 'busy':
      return { kind: 'wait', notBeforeMs: null, why: world.random.pick(['412', '503']) };
    case 'slow-down':
      return { kind: 'wait', notBeforeMs: world.random.between(1, 30) * 1_000, why: '429' };
  }
};

export const createConnectorOf = (world: World, screen: Screen) => {
  const attempts: Attempt[] = [];
  const inHand = new AsyncLocalStorage<DueRow>();

  const send = async (
    { address, activityId, message }: { address: Address; activityId: string | null; message: CardMessage },
    isAlive: () => boolean,
  ): Promise<Delivery> => {
    const row = inHand.getStore();
    world.verify(row !== undefined, () => 'something was sent that stands in no outbox row');
    if (row === undefined) return never;
    const tell = (isShown: boolean, delivery: Delivery): Promise<Delivery> => {
      const told = isAlive() ? delivery.kind : 'nothing';
      attempts.push({ row, conversationId: address.conversationId, isShown, told });
      world.note(`send ${row.id} try ${row.attempt} ${isShown ? 'shown' : 'not shown'}, told ${told}`);
      world.count(isShown ? 'cards shown by rows' : 'cards held back');
      return isAlive() ? Promise.resolve(delivery) : never;
    };
    const fate = world.isRough() ? fateOf(world) : 'fine';
    await world.time.pause(world.random.between(5, 300));
    const refused = untaken(fate, world);
    if (refused !== null) {
      if (fate === 'lost') await world.time.pause(10_000);
      return tell(false, refused);
    }
    const id = screen.show(address, activityId, message);
    if (id === null) return tell(false, { kind: 'unreachable', why: '403 BotNotInConversationRoster' });
    screen.onShown(row);
    // Accepted; the answer takes its own time, and the process may be gone by then.
    await world.time.pause(world.random.between(5, 300));
    return tell(
      true,
      fate === 'cut' ? { kind: 'unclear', why: 'cut' } : { kind: 'delivered', activityId: id },
    );
  };

  return {
    attempts,
    /** Runs the delivery of a row, so that its sends are known for its own. */
    delivering: <T>(row: DueRow, run: () => Promise<T>): Promise<T> => inHand.run(row, run),
    forProcess: (isAlive: () => boolean): Connector => ({
      post: (address, message) => send({ address, activityId: null, message }, isAlive),
      rewrite: (address, activityId, message) => send({ address, activityId, message }, isAlive),
    }),
  };
};
