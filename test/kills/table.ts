/** What the kills come to, as a table: a row for each place and store. */
import type { Kill } from './chain.ts';
import { points, type Point } from './plan.ts';

type Row = Readonly<Record<'kills' | 'lost' | 'doubled' | 'sent again' | 'unsound', number>>;

const sum = (kills: readonly Kill[], of: (kill: Kill) => number): number =>
  kills.reduce((total, kill) => total + of(kill), 0);

const rowOf = (kills: readonly Kill[]): Row => ({
  kills: kills.length,
  lost: sum(kills, ({ lost }) => lost),
  doubled: sum(kills, ({ doubled }) => doubled),
  'sent again': sum(kills, ({ again }) => again),
  unsound: sum(kills, ({ unsound }) => unsound),
});

const isPoint = (name: string): name is Point => Object.hasOwn(points, name);

export const tableOf = (kills: readonly Kill[]): Readonly<Record<string, Row>> => {
  const rows = Object.keys(points)
    .filter(isPoint)
    .flatMap((point) =>
      (['sqlite', 'postgres'] as const).map((store) => {
        const here = kills.filter((kill) => kill.point === point && kill.store === store);
        return [`${points[point]} · ${store}`, rowOf(here)] as const;
      }),
    )
    .filter(([, { kills: count }]) => count > 0);
  return Object.fromEntries([...rows, ['all', rowOf(kills)]]);
};
