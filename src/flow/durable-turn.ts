/**
 * The durable turn, whoever's it is: what came before gets the answer it got then; everything else is taken on all that
 * is known, committed, and only then shown. Who loses the race loads again and takes the turn from the start.
 */
import { Fault } from '../fault.ts';
import type { Case } from '../triage/case.ts';
import type { Customer, Person, PersonId } from '../triage/desk.ts';
import type { Picture } from '../triage/picture.ts';
import type { Turn } from '../triage/turn.ts';
import type { Arrival } from './arrival.ts';
import { changesNothing, commitOf } from './commit.ts';
import type { Parts } from './parts.ts';
import type { Commit } from './ports.ts';
import { storedPicture } from './show.ts';
import { personDiffers } from './who.ts';

/** Losing the race this often in a row means something else is wrong. */
const mostTries = 5;

/** How the people of one side come in, and how their turn is taken. */
export type Side = {
  /** The input once more, with its sender as known by now. */
  readonly arriveAgain: () => Promise<Arrival>;
  readonly take: (arrival: Arrival) => Promise<TakenTurn>;
};

export type TakenTurn = {
  readonly turn: Turn;
  /** Of every case the turn changes. */
  readonly customerOf: (subject: Case) => Customer | null;
};

/** A row per version: what the turn says of the person, on top of what Teams shows anew. */
export const personAfter = ({ person, stored }: Arrival, said: Person | null): Person | null => {
  const after = said ?? person;
  return personDiffers(after, stored) ? { ...after, version: (stored?.version ?? 0) + 1 } : null;
};

/** Somebody who installs the bot or writes to it can be reached again: what was parked for them may go. */
export const cameBack = ({ inbound: { what }, person }: Arrival): PersonId | null =>
  what.kind === 'installed' || what.kind === 'message' ? person.id : null;

type Outcome = { readonly picture: Picture | null; readonly isDone: boolean };

/**
 * The answer another delivery of this click was given since this one looked first. Without it a repeat under a new id
 * would find the card outdated by its own first delivery, and be refused for that.
 */
const answeredMeanwhile = async (
  { inboundId, intent }: Arrival,
  { store }: Parts,
): Promise<Outcome | null> => {
  const earlier = intent === null ? null : await store.seen(inboundId, intent);
  return earlier === null ? null : { picture: storedPicture(earlier.answer), isDone: true };
};

/**
 * An intent is used up by its effect only: after a refusal the same button may be clicked with better answers. It is
 * read off the activity, so the activity under its own id is found by it too, and one key is enough.
 */
const keptKeys = ({ inboundId, intent }: Arrival, changes: boolean): Pick<Commit, 'inboundId' | 'intent'> =>
  changes && intent !== null ? { inboundId: null, intent } : { inboundId, intent: null };

const tryOnce = async (arrival: Arrival, side: Side, parts: Parts): Promise<Outcome> => {
  const { turn, customerOf } = await side.take(arrival);
  const changes = turn.cases.length > 0;
  const before = changes ? null : await answeredMeanwhile(arrival, parts);
  if (before !== null) return before;
  const keys = { ...arrival, ...keptKeys(arrival, changes), unparks: cameBack(arrival) };
  const commit = commitOf({ ...turn, person: personAfter(arrival, turn.person) }, keys, customerOf);
  if (changesNothing(commit)) return { picture: turn.picture, isDone: true };
  const committed = await parts.store.commit(commit);
  if (committed.kind === 'already-seen') return { picture: storedPicture(committed.answer), isDone: true };
  if (committed.kind === 'committed' && (turn.rows.length > 0 || keys.unparks !== null)) parts.nudge();
  return { picture: turn.picture, isDone: committed.kind === 'committed' };
};

const takeUntilDone = async (first: Arrival, side: Side, parts: Parts): Promise<Picture | null> => {
  let arrival = first;
  for (let tries = 1; tries <= mostTries; tries += 1) {
    const outcome = await tryOnce(arrival, side, parts);
    if (outcome.isDone) return outcome.picture;
    arrival = await side.arriveAgain();
  }
  throw new Fault('turn-kept-losing', { says: 'fault.busy', detail: { tries: mostTries } });
};

/** What there is to show once the turn is committed, and to whom. */
type Committed = { readonly picture: Picture | null; readonly arrival: Arrival };

export const takeDurably = async (arrival: Arrival, side: Side, parts: Parts): Promise<Committed> => {
  const { store } = parts;
  const earlier = await store.seen(arrival.inboundId, arrival.intent);
  if (earlier !== null) return { picture: storedPicture(earlier.answer), arrival };
  const picture = await takeUntilDone(arrival, side, parts);
  // The turn may have changed the reader's language.
  const person = (await store.person(arrival.person.id)) ?? arrival.person;
  return { picture, arrival: { ...arrival, person } };
};
