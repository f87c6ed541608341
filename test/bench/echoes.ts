/** People who talk to the anchor: each message is answered by an echo of its own. */
import type { Teams } from '../stand-in/teams.ts';
import type { Work } from './audit.ts';
import type { Source } from './load.ts';
import { activityId } from './people.ts';
import { agentOf } from './reports.ts';

export const createEchoes = (count: number, teams: Teams) => {
  const work = {
    accepted: [] as string[],
    refused: [] as string[],
    wanted: new Map<string, number>(),
    arrived: new Map<string, string[]>(),
  };
  let nth = 0;
  const source: Source = {
    next: () => {
      const caller = agentOf((nth += 1) % count);
      const id = activityId();
      const text = `mail is down for everyone at contoso since 9 this morning, they call it ${id}`;
      const conversationId = `a:${caller.objectId}`;
      return {
        kind: 'message',
        body: JSON.stringify(teams.activities.message(text, caller, { id })),
        answered: (status, answer) => {
          if (status !== 200) return void work.refused.push(`${id} (${status} ${answer.slice(0, 200)})`);
          work.accepted.push(id);
          work.wanted.set(conversationId, (work.wanted.get(conversationId) ?? 0) + 1);
        },
      };
    },
  };
  return {
    source,
    work: work satisfies Work,
    look: (): void => {
      for (const { conversationId, body } of teams.sent.splice(0)) {
        const arrived = work.arrived.get(conversationId) ?? [];
        work.arrived.set(conversationId, arrived);
        arrived.push(String(body['text']));
      }
    },
  };
};
