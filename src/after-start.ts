/** What a start leaves to do once somebody can be answered. */
import { flushCompileCache } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Flavor = 'regular' | 'last-resort';
/** What V8 offers under this name when asked for it (Node 22 and 24). */
type Collect = (how: { type: 'major'; execution: 'sync'; flavor: Flavor }) => void;

/** Takes from 0.1 s to a second, by how much there is. `last-resort` looks several times, and gives back what it can. */
export const collect = (flavor: Flavor): void => {
  setFlagsFromString('--expose-gc');
  const run = runInNewContext('gc') as Collect;
  setFlagsFromString('--no-expose-gc');
  run({ type: 'major', execution: 'sync', flavor });
};

/**
 * A start makes many times the objects it keeps, and V8 holds on to the room they took, a quarter of the process, for as
 * long as nobody comes. Only this flavor gives back what young objects took. Takes some 0.1 s, once.
 */
const giveBackRoom = (): void => collect('last-resort');

/**
 * What a turn makes is dead at its end. V8 looks through the young objects each few megabytes and lets their room grow
 * slowly; with room for many turns at once there is little left to look through. The only setting of that room which V8
 * reads again while it runs (Node 22 and 24). `npm start` says how far it may grow: four times as much, V8's own limit,
 * costs 65 MB and saves nothing that can be measured. It also gives V8 two helpers instead of four, each of which keeps
 * room of its own for what it last compiled.
 */
const growFaster = (): void => setFlagsFromString('--semi-space-growth-factor=8');

/** Node writes compiled code when a process ends in order; one that is killed would compile anew at every start. */
export const tidyUp = (): void => {
  flushCompileCache();
  giveBackRoom();
  growFaster();
};
