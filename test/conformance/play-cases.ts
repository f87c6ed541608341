import { agent, type Caller } from '../stand-in/activities.ts';
import { startTeams, type Teams } from '../stand-in/teams.ts';
import { startBot, type Kind } from './bots.ts';
import { cases, type Bench, type Case, type Seen, type Storm } from './cases.ts';

/** Somebody of the desk, another one for every number. */
export const person = (number: number): Caller => ({
  ...agent,
  objectId: `30000000-0000-4000-9000-${String(number).padStart(12, '0')}`,
  name: `Person ${String(number)}`,
});

export type Played = { readonly one: Case; readonly result: Seen };

const guarded = async (one: Case, bench: Bench): Promise<Played> => {
  const result = await one.run(bench).catch((caught: unknown) => ({ right: false, seen: String(caught) }));
  return { one, result: bench.bot.isAlive() ? result : { right: false, seen: `${result.seen}; died` } };
};

const closeAll = async (all: readonly Teams[]): Promise<void> => {
  await Promise.all(all.map((one) => one.close()));
};

/** All cases against one bot in one process: the waiting ones side by side, the others in their order. */
export const playCases = async (kind: Kind, storm: Storm): Promise<readonly Played[]> => {
  const keys = await startTeams();
  const own = await Promise.all(cases.map(() => startTeams()));
  const bot = await startBot(kind, keys, own);
  const staged = cases.flatMap((one, at) => {
    const teams = own[at];
    return teams === undefined
      ? []
      : [{ one, bench: { bot, keys, teams, caller: person(at + 1), storm } satisfies Bench }];
  });
  const played = new Map<Case, Played>();
  const play = async ({ one, bench }: { readonly one: Case; readonly bench: Bench }): Promise<void> =>
    void played.set(one, await guarded(one, bench));
  try {
    for (const stage of staged.filter(({ one }) => one.waits !== true)) await play(stage);
    await Promise.all(staged.filter(({ one }) => one.waits === true).map(play));
  } finally {
    await bot.close();
    await closeAll([keys, ...own]);
  }
  return cases.flatMap((one) => played.get(one) ?? []);
};
