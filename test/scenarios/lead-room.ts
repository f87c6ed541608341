/** The leads' Teams channel in front of the whole app: what stands in it, and who says and clicks what there. */
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { homeTenant, type Caller } from '../stand-in/activities.ts';
import { deliver } from '../stand-in/teams.ts';
import { cardLines, everything, text, type Json } from './card-text.ts';
import { personAt, type Stage } from './play.ts';

const channel = '19:lead-room@thread.tacv2';

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null;

const patienceMs = 10_000;

/** Somebody whose word makes the desk look at its clocks at once, instead of within seconds. */
const passerBy: Caller = {
  objectId: '30000000-0000-4000-8000-00000000000f',
  tenantId: homeTenant,
  name: 'Pat Byrne',
  locale: 'en-US',
  zone: 'Europe/Berlin',
};

const linesOf = (card: Json): string => cardLines(card).join('\n');

const buttonOn = (card: Json, verb: string, detail?: string): Json => {
  const button = everything(card).find(
    (one) =>
      one['verb'] === verb &&
      (detail === undefined || Object.values(isJson(one['data']) ? one['data'] : {}).includes(detail)),
  );
  assert.ok(button !== undefined, `no button ${verb} on:\n${linesOf(card)}`);
  return button;
};

const inputsOn = (card: Json): Json =>
  Object.fromEntries(
    everything(card)
      .filter((one) => text(one['type']).startsWith('Input.'))
      .map((one) => [text(one['id']), text(one['value'])]),
  );

export const leadRoomAt = (stage: Stage) => {
  const { teams } = stage;
  const passing = personAt(stage, passerBy);
  let shown: { readonly id: string; readonly card: Json } | null = null;

  const posts = () => [...(teams.shown.get(channel) ?? new Map<string, Json>())];
  const inThreads = () =>
    [...teams.shown]
      .filter(([id]) => id.startsWith(`${channel};`))
      .flatMap(([, cards]) => [...cards.values()]);

  const until = async <T>(find: () => T | undefined, what: string): Promise<T> => {
    const endsAt = Date.now() + patienceMs;
    for (;;) {
      const found = find();
      if (found !== undefined) return found;
      const now = () =>
        posts()
          .map(([, card]) => linesOf(card))
          .join('\n---\n');
      assert.ok(Date.now() < endsAt, `${what}; the room shows:\n${now()}`);
      await pause(5);
    }
  };

  return {
    /** Every post in the channel, as text. */
    posts: () => posts().map(([, card]) => linesOf(card)),
    threads: () => inThreads().map(linesOf),
    says: async (who: Caller, words: string): Promise<void> => {
      const answer = await deliver(stage.url, teams.activities.inChannel(words, who), teams.mint());
      assert.equal(answer.status, 200);
    },
    isAddedBy: async (who: Caller): Promise<void> => {
      const conversation = {
        id: channel,
        conversationType: 'channel',
        isGroup: true,
        tenantId: who.tenantId,
      };
      await deliver(stage.url, teams.activities.installed(who, { conversation }), teams.mint());
    },
    /** Time passes, and the desk looks at its clocks. */
    waits: async (minutes: number): Promise<void> => {
      stage.advance(minutes);
      await passing.says('thanks');
    },
    /** Waits for a post or an answer in a thread with these words. */
    reads: (words: string): Promise<string> =>
      until(
        () =>
          [...posts().map(([, card]) => card), ...inThreads()]
            .map(linesOf)
            .find((one) => one.includes(words)),
        `nobody reads "${words}"`,
      ),
    /** The post of a case as it stands, once it says so. */
    postOf: async (label: string, says = ''): Promise<string> => {
      const [id, card] = await until(
        () => posts().find(([, one]) => linesOf(one).includes(label) && linesOf(one).includes(says)),
        `no post of ${label} says "${says}"`,
      );
      shown = { id, card };
      return linesOf(card);
    },
    /** On the post looked at last. The answer: the card that takes its place, or the words only this person sees. */
    clicks: async (who: Caller, verb: string, fills: Json = {}, detail?: string): Promise<string> => {
      assert.ok(shown !== null, 'look at a post first');
      const { id, card } = shown;
      const { data } = buttonOn(card, verb, detail);
      const sent = { ...inputsOn(card), ...fills, ...(isJson(data) ? data : {}) };
      const conversation = {
        id: `${channel};messageid=${id}`,
        conversationType: 'channel',
        isGroup: true,
        tenantId: who.tenantId,
      };
      const activity = teams.activities.action({ verb, data: sent, cardActivityId: id }, who, {
        conversation,
      });
      const answer = await deliver(stage.url, activity, teams.mint());
      assert.equal(answer.status, 200, answer.text);
      const value = isJson(answer.body) ? answer.body['value'] : null;
      if (!isJson(value)) return text(value);
      shown = { id, card: value };
      return linesOf(value);
    },
  };
};
