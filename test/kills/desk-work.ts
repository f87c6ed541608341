/**
 * People at work while processes die: agents open cases and answer the first page, a stranger is refused. What was not
 * acknowledged is sent again with the same id, as Teams does. Every text carries a word of its own to be found by.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { everything, type Json } from '../scenarios/card-text.ts';
import { agent, stranger, type Caller } from '../stand-in/activities.ts';
import { deliver, type startTeams } from '../stand-in/teams.ts';

/** One message or click, and whether the desk said that it has it. */
export type Deed = {
  readonly kind: 'case' | 'click' | 'refusal';
  readonly word: string;
  readonly activity: unknown;
  /** Conversation whose messages tell of it. */
  readonly conversationId: string;
  isAcknowledged: boolean;
};

type Teams = Awaited<ReturnType<typeof startTeams>>;

const agents: readonly Caller[] = [1, 2, 3, 4].map((at) => ({
  ...agent,
  objectId: `30000000-0000-4000-8000-00000000010${at}`,
  name: `Agent ${at}`,
}));

const firstPage = { customer: 'contoso.onmicrosoft.com', product: 'office-365', kind: 'broken' };
const retryMs = 15;

const tokenOn = (card: Json): string => {
  const answer = everything(card).find((one) => one['verb'] === 'answer');
  return /"token":"([^"]+)"/.exec(JSON.stringify(answer ?? {}))?.[1] ?? '';
};

export const createDeskWork = (teams: Teams) => {
  const deeds: Deed[] = [];
  const open = new Set<Deed>();
  let words = 0;

  const begin = (kind: Deed['kind'], conversationId: string, make: (word: string) => unknown): Deed => {
    const word = `kw${(words += 1)}z`;
    const deed: Deed = { kind, word, activity: make(word), conversationId, isAcknowledged: false };
    deeds.push(deed);
    open.add(deed);
    return deed;
  };

  const send = async (deed: Deed, url: string): Promise<void> => {
    try {
      const { status } = await deliver(url, deed.activity, teams.mint());
      if (status >= 300) return;
      deed.isAcknowledged = true;
      open.delete(deed);
    } catch {
      // The process died before it answered: the deed stays open.
    }
  };

  const tell = (caller: Caller): Deed =>
    begin('case', `a:${caller.objectId}`, (word) =>
      teams.activities.message(`new mail is down at contoso since 9, they call it ${word}`, caller),
    );

  /** From a conversation of its own, so that what arrives there is the answer to this one message. */
  const tellAsStranger = (): Deed => {
    const conversation = {
      id: `a:stranger-${deeds.length}`,
      conversationType: 'personal',
      tenantId: stranger.tenantId,
    };
    return begin('refusal', conversation.id, (word) =>
      teams.activities.message(`hello ${word}`, stranger, { conversation }),
    );
  };

  const cardAbout = (deed: Deed): { readonly id: string; readonly card: Json } | null => {
    for (const [id, card] of teams.shown.get(deed.conversationId) ?? [])
      if (JSON.stringify(card).includes(deed.word)) return { id, card };
    return null;
  };

  const click = (caller: Caller, about: Deed): Deed | null => {
    const shown = cardAbout(about);
    if (shown === null) return null;
    const token = tokenOn(shown.card);
    if (token === '') return null;
    return begin('click', about.conversationId, (word) =>
      teams.activities.action(
        {
          verb: 'answer',
          data: { token, ...firstPage, title: word, description: `still called ${about.word}` },
          cardActivityId: shown.id,
        },
        caller,
      ),
    );
  };

  /** Everything open goes out at once, again and again, until the desk has it or is gone. */
  const redeliver = async (url: string, isOver: () => boolean): Promise<void> => {
    while (open.size > 0 && !isOver()) {
      await Promise.all([...open].map((deed) => send(deed, url)));
      if (open.size > 0) await pause(retryMs);
    }
  };

  const allShown = async (wanted: readonly Deed[], isOver: () => boolean): Promise<void> => {
    while (!isOver() && wanted.some((deed) => cardAbout(deed) === null)) await pause(retryMs);
  };

  return {
    deeds,
    redeliver,
    /** One wave: every agent opens a case and answers its first page; a stranger writes. */
    wave: async (url: string, isOver: () => boolean): Promise<void> => {
      const cases = agents.map(tell);
      tellAsStranger();
      await redeliver(url, isOver);
      await allShown(cases, isOver);
      if (isOver()) return;
      agents.forEach((caller, at) => {
        const about = cases[at];
        if (about !== undefined) click(caller, about);
      });
      await redeliver(url, isOver);
    },
    /** Waits until every message that has to arrive has arrived. */
    settled: (isOver: () => boolean): Promise<void> =>
      allShown(
        deeds.filter(({ kind }) => kind === 'case'),
        isOver,
      ),
  };
};

export type DeskWork = ReturnType<typeof createDeskWork>;

/** A lead of no cases: what somebody of the desk finds. */
export const onlooker = { id: `${agent.tenantId}/${agent.objectId}`, isLead: true };
