import assert from 'node:assert/strict';
import { actionTokens } from '../../src/flow/action-token.ts';
import { cardLines, type Json } from '../scenarios/card-text.ts';
import { openStage, personAt, type Stage } from '../scenarios/play.ts';
import { agent, otherAgent, type Caller } from '../stand-in/activities.ts';
import { deliver } from '../stand-in/teams.ts';
import { caseOn, clickOn, deskTime, openDraft, openVerdict, pages, problem, send } from './clicking.ts';
import { answeredCard, buttonOn, sentBy } from './on-cards.ts';

const words = (answer: unknown): string => cardLines(answeredCard(answer)).join('\n');

const permutations = (items: readonly number[]): readonly (readonly number[])[] =>
  items.length < 2
    ? [items]
    : items.flatMap((item) =>
        permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
      );

describe('Clicks that come late, twice, out of order or at once', function () {
  this.timeout(60_000);
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage(deskTime);
  });
  afterEach(() => stage.close());

  const neverMade = (): string => assert.fail('the key is there');

  it('fault 9: a click repeated after 5 and after 15 seconds gets the same answer, and is done once', async () => {
    const { shown, subject } = await openDraft(stage);
    const click = clickOn(stage, shown, 'answer');
    const first = words(await send(stage, click));
    for (const seconds of [5, 10]) {
      stage.advance(seconds / 60);
      assert.equal(words(await send(stage, click)), first);
    }
    assert.equal((await stage.store.case(subject.id))?.version, subject.version + 1);
  });

  it('fault 10: the five clicks of a triage in all 120 orders do one step after the other or none', async () => {
    const tokens = actionTokens([await stage.store.secret('action-token', neverMade)]);
    const { hands, subject } = await openDraft(stage);
    const bodies: Json[] = [];
    const states: string[] = [];
    const stateOf = async (id: string): Promise<string> => {
      const {
        stage: at,
        facts,
        handedToLeadAt,
      } = (await stage.store.case(id)) ?? assert.fail('the case is there');
      return JSON.stringify([at, facts, handedToLeadAt !== null]);
    };
    states.push(await stateOf(subject.id));
    for (const fills of pages) {
      const { card } = hands.shown();
      bodies.push(sentBy(card, buttonOn(card, 'answer'), fills));
      await hands.clicks('answer', fills);
      states.push(await stateOf(subject.id));
    }
    bodies.push({});
    await hands.clicks('hand-to-lead');
    states.push(await stateOf(subject.id));

    let refused = 0;
    const play = async (order: readonly number[], run: number): Promise<void> => {
      const person: Caller = {
        ...agent,
        objectId: `30000000-0000-4000-8000-1${String(run).padStart(11, '0')}`,
      };
      const audience = `${person.tenantId}/${person.objectId}`;
      const mine = await openDraft(stage, person);
      let done = 0;
      for (const step of [...order, 0, 1, 2, 3, 4]) {
        const bound = { caseId: mine.subject.id, version: step + 1, card: 'case', audience };
        const data = { ...bodies[step], token: tokens.sign(bound) };
        const verb = step === 4 ? 'hand-to-lead' : 'answer';
        await send(
          stage,
          stage.teams.activities.action({ verb, data, cardActivityId: mine.shown.id }, person),
        );
        if (step === done) done += 1;
        else refused += 1;
        assert.equal(await stateOf(mine.subject.id), states[done], `order ${order.join()} at step ${step}`);
      }
      assert.equal(done, 5);
    };
    const orders = permutations([0, 1, 2, 3, 4]);
    for (let from = 0; from < orders.length; from += 24) {
      // What Teams lets one tenant take in a second is less than all of them say.
      stage.advance(1);
      await Promise.all(orders.slice(from, from + 24).map((order, n) => play(order, from + n)));
    }
    assert.equal(refused, 120 * 5);
  });

  it('fault 12: an old card of any earlier version shows the current one and changes nothing', async () => {
    const { hands } = await openVerdict(stage, pages);
    const before = await caseOn(stage, hands.shown().card);
    for (const back of [1, 2, 3, 4]) {
      const old = hands.shown(back);
      const answer = await send(
        stage,
        clickOn(stage, old, 'answer', { fills: { agentRole: 'sales-agent' } }),
      );
      assert.match(words(answer), new RegExp(`H-${before.number}`));
      assert.deepEqual(await stage.store.case(before.id), before);
    }
  });

  it('fault 13: of two agents who answer one case at once one wins, and the other sees how it stands', async () => {
    for (let round = 0; round < 25; round += 1) {
      // What Teams lets one conversation take in a minute is less than these rounds say.
      stage.advance(1);
      const { hands, subject } = await openVerdict(stage);
      const kim = personAt(stage, { ...otherAgent, locale: 'en-US' });
      await kim.says(`H-${subject.number}`);
      const clicks = [
        clickOn(stage, hands.shown(), 'solved'),
        clickOn(stage, kim.shown(), 'solved', { person: otherAgent }),
      ];
      if (round % 2 === 1) clicks.reverse();
      const answers = await Promise.all(clicks.map((click) => send(stage, click)));
      const after = await caseOn(stage, hands.shown().card);
      assert.equal(after.version, subject.version + 1);
      const solved = (await stage.store.record(subject.id)).filter(({ what }) => what === 'solved');
      assert.equal(solved.length, 1);
      assert.equal(new Set(answers.map(words)).size, 2, 'the loser is told something else than the winner');
      for (const answer of answers) assert.match(words(answer), new RegExp(`H-${subject.number}`));
    }
  });

  it('fault 14: a click on a case that was closed meanwhile is refused with the card as it stands', async () => {
    const { hands, subject } = await openVerdict(stage);
    const kim = personAt(stage, { ...otherAgent, locale: 'en-US' });
    await kim.says(`H-${subject.number}`);
    const held = kim.shown();
    await hands.clicks('solved');
    const closed = await stage.store.case(subject.id);
    const answer = await send(stage, clickOn(stage, held, 'solved', { person: otherAgent }));
    assert.match(words(answer), new RegExp(`H-${subject.number}`));
    assert.notEqual(words(answer), cardLines(held.card).join('\n'));
    assert.deepEqual(await stage.store.case(subject.id), closed);
  });

  it('fault 68: a thousand people who write at once each get their case', async () => {
    const people = Array.from({ length: 1_000 }, (_, n) => ({
      ...agent,
      objectId: `30000000-0000-4000-8000-2${String(n).padStart(11, '0')}`,
    }));
    const token = stage.teams.mint();
    const answers = await Promise.all(
      people.map((person) => deliver(stage.url, stage.teams.activities.message(problem, person), token)),
    );
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
    const drafts = await Promise.all(
      people.map(({ tenantId, objectId }) => stage.store.drafts(`${tenantId}/${objectId}`)),
    );
    assert.deepEqual(new Set(drafts.map(({ length }) => length)), new Set([1]));
    assert.equal(new Set(drafts.flat().map(({ number }) => number)).size, 1_000);
  });

  it('fault 77: a button of another version of Handoff is answered politely and changes nothing', async () => {
    const tokens = actionTokens([await stage.store.secret('action-token', neverMade)]);
    const { shown, subject } = await openVerdict(stage);
    const audience = `${agent.tenantId}/${agent.objectId}`;
    const bound = { caseId: subject.id, version: subject.version, card: 'panel-of-tomorrow', audience };
    for (const [verb, data] of [
      ['verb-of-tomorrow', { token: tokens.sign(bound) }],
      ['show', { token: tokens.sign(bound), panel: 'panel-of-tomorrow' }],
      ['answer', { token: tokens.sign(bound), fieldOfTomorrow: 'x' }],
      ['solved', { token: Buffer.from('["v2",{"case":1}]').toString('base64url') }],
      ['constructor', { token: tokens.sign(bound) }],
    ] as const) {
      const answer = await send(
        stage,
        stage.teams.activities.action({ verb, data, cardActivityId: shown.id }),
      );
      assert.ok(words(answer).length > 0, verb);
      assert.deepEqual(await stage.store.case(subject.id), subject, verb);
    }
  });
});
