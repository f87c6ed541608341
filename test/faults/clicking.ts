/** One person's clicks over the wire, repeatable to the byte. */
import assert from 'node:assert/strict';
import type { Case } from '../../src/triage/case.ts';
import type { Json } from '../scenarios/card-text.ts';
import { personAt, type Person, type Shown, type Stage } from '../scenarios/play.ts';
import { agent } from '../stand-in/activities.ts';
import { deliver } from '../stand-in/teams.ts';
import { buttonOn, sentBy } from './on-cards.ts';

export const deskTime = '2026-11-20T09:30:00Z';
export const problem = 'new mail is down for everyone at contoso since 9 this morning';

/** What a person fills in. */
export type Fills = Readonly<Record<string, string>>;

/** The pages of a triage, in order, each with what is filled in on it. */
export const pages: readonly Fills[] = [
  {},
  { knownIncident: 'none', troubleshooting: 'done-unresolved', triedSteps: 'Restarted the connectors' },
  { category: 'unavailable', impact: 'critical', affectedUsers: 'All 240 people' },
  { agentRole: 'admin-agent' },
];

export type Click = Readonly<Record<string, unknown>>;

export const send = async (stage: Stage, activity: unknown): Promise<unknown> => {
  const { status, text, body } = await deliver(stage.url, activity, stage.teams.mint());
  assert.equal(status, 200, text);
  return body;
};

export const clickOn = (
  { teams }: Stage,
  { id, card }: Shown,
  verb: string,
  { fills = {}, person = agent }: { readonly fills?: Fills; readonly person?: Person } = {},
): Click =>
  teams.activities.action(
    { verb, data: sentBy(card, buttonOn(card, verb), fills), cardActivityId: id },
    person,
  );

/** The case a card is about, by the number it shows. */
export const caseOn = async ({ store }: Stage, card: Json): Promise<Case> => {
  const number = /H-(\d+)/.exec(JSON.stringify(card))?.[1];
  const found = number === undefined ? null : await store.caseByNumber(Number(number));
  assert.ok(found, 'the card names no case');
  return found;
};

/** A draft in front of somebody. */
export const openDraft = async (stage: Stage, person: Person = agent) => {
  const hands = personAt(stage, person);
  await hands.says(problem);
  return { hands, shown: hands.shown(), subject: await caseOn(stage, hands.shown().card) };
};

/** The way to a verdict that the desk can solve the problem itself. */
const pagesOfHouse: readonly Fills[] = [{}, { knownIncident: 'none', troubleshooting: 'not-done' }];

/** Answers the pages; the verdict card is what stands there then. */
export const openVerdict = async (stage: Stage, answers = pagesOfHouse) => {
  const { hands } = await openDraft(stage);
  for (const fills of answers) await hands.clicks('answer', fills);
  return { hands, shown: hands.shown(), subject: await caseOn(stage, hands.shown().card) };
};
