/** What stands on every screen of the desk: the lead room, its threads, and each person's own chat. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Caller } from '../stand-in/activities.ts';
import { cardLines, type Json } from './card-text.ts';
import { personAt, settled, type Stage } from './play.ts';

export const room = '19:lead-room@thread.tacv2';

/** Somebody whose word makes the desk look at its clocks at once, instead of within seconds. Nobody reads his chat. */
const passerBy = (at: Caller): Caller => ({
  ...at,
  objectId: '30000000-0000-4000-8000-00000000000f',
  name: 'Pat Byrne',
});

/** Rows that are being sent are out of sight for a minute; what is due sooner waits for a budget, or for its moment. */
const soonMs = 45_000;
const underWayMs = 61_000;
const patienceMs = 20_000;

/**
 * Waits until everything that is due has been sent. Where the next row is due within moments, those moments pass, as
 * they would while somebody reads.
 */
export const restAt = (stage: Stage, somebody: Caller) => {
  const passing = personAt(stage, passerBy(somebody));
  const untilDueMs = async (): Promise<number> => {
    const dueAt = await stage.store.nextDueAt();
    return dueAt === null ? Infinity : Date.parse(dueAt) - Date.parse(stage.now());
  };
  const looks = (): Promise<void> => passing.says('thanks');
  const rests = async (): Promise<void> => {
    const endsAt = Date.now() + patienceMs;
    for (;;) {
      const ms = await untilDueMs();
      if (ms > underWayMs) return;
      if (Date.now() > endsAt) throw new Error(`the desk does not come to rest: ${String(ms)} ms to go`);
      if (ms > 0 && ms <= soonMs) {
        stage.advance((ms + 1) / 60_000);
        await looks();
      }
      await pause(4);
    }
  };
  return { rests, looks };
};

/** Longer cards are told by their beginning, unless a step asks for the whole. */
const mostLines = 44;

export const shortened = (lines: readonly string[], most = mostLines): readonly string[] =>
  lines.length <= most ? lines : [...lines.slice(0, most), `… ${String(lines.length - most)} more lines`];

const rewritten = (before: readonly string[], after: readonly string[]): readonly string[] => [
  ...before.filter((line) => !after.includes(line)).map((line) => `- ${line}`),
  ...after.filter((line) => !before.includes(line)).map((line) => `+ ${line}`),
];

/** Remembers what was told already, so that each look tells only what is new on any screen. */
export const screensOf = ({ teams }: Stage, people: readonly Caller[]) => {
  const told = new Map<string, readonly string[]>();
  const names = new Map(people.map(({ objectId, name }) => [`a:${objectId}`, `${name}’s chat`]));
  const nameOf = (conversation: string): string | undefined => {
    if (conversation === room) return 'the lead room';
    return conversation.startsWith(`${room};`) ? 'a thread of the lead room' : names.get(conversation);
  };
  const cards = (): readonly { readonly id: string; readonly where: string; readonly card: Json }[] =>
    [...teams.shown].flatMap(([where, shown]) => [...shown].map(([id, card]) => ({ id, where, card })));
  const news = (): readonly string[] =>
    [...names.keys(), room, ...[...teams.shown.keys()].filter((id) => id.startsWith(`${room};`))].flatMap(
      (where) =>
        cards()
          .filter((one) => one.where === where)
          .flatMap(({ id, card }) => {
            const key = `${where} ${id}`;
            const lines = cardLines(card).map(settled);
            const before = told.get(key);
            told.set(key, lines);
            if (before === undefined) return [`→ in ${nameOf(where) ?? where}:`, ...shortened(lines)];
            const changed = rewritten(before, lines);
            return changed.length === 0
              ? []
              : [`→ in ${nameOf(where) ?? where}, rewritten:`, ...shortened(changed)];
          }),
    );
  /** What stands there now is not told. */
  const skip = (where: string): void => {
    for (const one of cards())
      if (one.where === where) told.set(`${where} ${one.id}`, cardLines(one.card).map(settled));
  };
  return { news, cards, skip };
};
