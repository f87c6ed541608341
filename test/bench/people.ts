/**
 * Agents at work on the product. Each opens a case, answers what the card in front of them asks, looks at the form and
 * records the request: all from the card the desk gave back last, as a person would. Teams lets one tenant be sent
 * some fifty messages a second, so only so many cases begin with a typed message; the others begin with "New case".
 */
import type { Caller } from '../stand-in/activities.ts';
import type { Json } from '../stand-in/activities.ts';
import type { Sent, Teams } from '../stand-in/teams.ts';
import type { Work } from './audit.ts';
import type { Request, Source } from './load.ts';
import { agentOf, reports, type Report } from './reports.ts';

/** Below Teams' fifty, so that what is typed is answered within the bench. */
export const messagesPerSecond = 40;
/** More steps than any case takes: beyond it the desk and the agent go round in circles. */
const mostSteps = 12;

type Agent = {
  readonly caller: Caller;
  readonly conversationId: string;
  /** Of a button "New case"; empty until the first card arrived. */
  newCase: string;
  /** The card in front of the agent, as its text; null: between cases. */
  card: string | null;
  report: Report;
  steps: number;
  cases: number;
};

const tokenIn = (text: string): string => /"token":"([^"]+)"/.exec(text)?.[1] ?? '';
const offers = (card: string, verb: string): boolean => card.includes(`"verb":"${verb}"`);

/** Distinct for each run, or the duplicate check would make the product look faster than it is. */
const runId = Date.now().toString(36);
let given = 0;
export const activityId = (): string => `${runId}-${(given += 1)}`;

type Signed = readonly [caseId: string | null, version: number, card: string, audience: string];

/** What a database holds of a click that changed something: which button of which picture it was, and whose. */
const keyOfClick = (token: string, cardActivityId: string, verb: string): string => {
  const signed = Buffer.from(token.split('.')[0] ?? '', 'base64url').toString();
  const [caseId, version, card, audience] = JSON.parse(signed) as Signed;
  return `intent:${JSON.stringify([caseId ?? '', version, card, cardActivityId, verb, audience].join('|'))}`;
};

const keyOfMessage = (conversationId: string, id: string): string =>
  `activity:${JSON.stringify(`${conversationId}|${id}`)}`;

const anyReport = (nth: number): Report => {
  const [first] = reports;
  const chosen = reports[nth % reports.length] ?? first;
  if (chosen === undefined) throw new RangeError('no reports');
  return chosen;
};

const createAgent = (nth: number): Agent => {
  const caller = agentOf(nth);
  return {
    caller,
    conversationId: `a:${caller.objectId}`,
    newCase: '',
    card: null,
    report: anyReport(nth),
    steps: 0,
    cases: 0,
  };
};

/** What a click on the card in front of the agent does next; null: the case is done. */
const nextClick = (
  card: string,
  { fills }: Report,
): { readonly verb: string; readonly data: Json } | null => {
  const data = Object.fromEntries(
    Object.entries(fills).filter(([field]) => card.includes(`"id":"${field}"`)),
  );
  for (const verb of ['answer', 'file']) if (offers(card, verb)) return { verb, data };
  return card.includes('"panel":"filing"') ? { verb: 'show', data: { panel: 'filing' } } : null;
};

export type People = ReturnType<typeof createPeople>;

export const createPeople = (count: number, teams: Teams) => {
  const agents = Array.from({ length: count }, (_, nth) => createAgent(nth));
  const byConversation = new Map(agents.map((agent) => [agent.conversationId, agent]));
  const ready: Agent[] = [];
  const work = {
    accepted: [] as string[],
    refused: [] as string[],
    wanted: new Map<string, number>(),
    arrived: new Map<string, string[]>(),
  };
  let opened = 0;
  let filed = 0;
  let nextMessageMs = 0;

  const want = ({ conversationId }: Agent): void =>
    void work.wanted.set(conversationId, (work.wanted.get(conversationId) ?? 0) + 1);

  const refuse = (id: string, why: string): void =>
    void work.refused.push(work.refused.length < 3 ? `${id} (${why.slice(0, 300)})` : id);

  /** A typed message: answered by a card that comes by its own way. */
  const message = (agent: Agent, text: string, isOpening: boolean): Request => {
    const id = activityId();
    const body = JSON.stringify(teams.activities.message(text, agent.caller, { id }));
    const answered = (status: number, answer: string): void => {
      if (status !== 200) {
        refuse(id, `${status} ${answer}`);
        return;
      }
      work.accepted.push(keyOfMessage(agent.conversationId, id));
      want(agent);
      if (isOpening) opened += 1;
    };
    return { kind: isOpening ? 'message that opens a case' : 'message', body, answered };
  };

  const click = (agent: Agent, verb: string, data: Json & { readonly token: string }): Request => {
    const id = activityId();
    const cardActivityId = `card-${agent.cases}`;
    const body = JSON.stringify(
      teams.activities.action({ verb, data, cardActivityId }, agent.caller, { id }),
    );
    const answered = (status: number, card: string): void => {
      if (status !== 200 || !card.includes('"AdaptiveCard"')) {
        refuse(id, `${verb}: ${status} ${card}`);
        return;
      }
      if (verb !== 'show') work.accepted.push(keyOfClick(data.token, cardActivityId, verb));
      if (verb === 'new-case') opened += 1;
      if (verb === 'file') filed += 1;
      agent.card = verb === 'file' ? null : card;
      ready.push(agent);
    };
    return { kind: verb, body, answered };
  };

  const mayWrite = (): boolean => {
    const nowMs = performance.now();
    if (nowMs < nextMessageMs) return false;
    nextMessageMs = Math.max(nextMessageMs, nowMs - 1_000) + 1_000 / messagesPerSecond;
    return true;
  };

  const begin = (agent: Agent): Request => {
    agent.cases += 1;
    agent.steps = 0;
    agent.report = anyReport(opened + agent.cases);
    return mayWrite()
      ? message(agent, agent.report.says, true)
      : click(agent, 'new-case', { token: agent.newCase });
  };

  const goOn = (agent: Agent, card: string): Request => {
    const next = nextClick(card, agent.report);
    agent.steps += 1;
    if (next !== null && agent.steps <= mostSteps)
      return click(agent, next.verb, { ...next.data, token: tokenIn(card) });
    refuse(agent.conversationId, `a case that does not end: ${card}`);
    agent.card = null;
    return begin(agent);
  };

  /** A card of the outbox, in front of the agent who waits for it. */
  const seen = ({ method, conversationId, body }: Sent): void => {
    const agent = byConversation.get(conversationId);
    const text = JSON.stringify(body);
    const arrived = work.arrived.get(conversationId) ?? [];
    work.arrived.set(conversationId, arrived);
    if (method === 'POST') arrived.push(tokenIn(text));
    if (agent === undefined) return;
    if (agent.newCase === '') agent.newCase = tokenIn(text);
    else agent.card = text;
    ready.push(agent);
  };

  const look = (): void => {
    for (const one of teams.sent.splice(0)) seen(one);
  };

  const source: Source = {
    next: () => {
      if (teams.sent.length > 0) look();
      const agent = ready.shift();
      if (agent === undefined) return null;
      return agent.card === null ? begin(agent) : goOn(agent, agent.card);
    },
  };

  /** Everybody writes once, so that everybody has a button "New case". */
  const unmet = [...agents];
  const arrival: Source = {
    next: () => {
      const agent = unmet.shift();
      return agent === undefined ? null : message(agent, 'my cases', false);
    },
  };

  return {
    source,
    arrival,
    look,
    count,
    work: work satisfies Work,
    opened: () => opened,
    filed: () => filed,
    /** Replies that are still to come. */
    awaited: (): number => {
      const count = (lists: Iterable<number>): number => [...lists].reduce((sum, one) => sum + one, 0);
      return count(work.wanted.values()) - count([...work.arrived.values()].map(({ length }) => length));
    },
  };
};
