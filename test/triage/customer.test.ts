import assert from 'node:assert/strict';
import { readCustomer } from '../../src/triage/customer-reading.ts';
import {
  customerHistory,
  customerNextUpdate,
  customerSince,
  customerState,
  customerStates,
  customerTitle,
  isTheirs,
  waitsForThem,
} from '../../src/triage/customer-view.ts';
import { keeperOf } from '../../src/triage/customer-known.ts';
import { newDesk } from '../../src/triage/desk-state.ts';
import type { Case } from '../../src/triage/case.ts';
import type { StepContext, Wrote } from '../../src/triage/event.ts';
import { settle } from '../../src/triage/settle.ts';
import { step } from '../../src/triage/step.ts';
import type { TalkMessage } from '../../src/triage/talk.ts';
import { house } from '../cards/house.ts';
import { aCase } from '../store/samples.ts';
import { agent, click, contoso, known, message, now, policy, profile } from './desk.ts';

const kim = { ...agent, id: 'c/kim', name: 'Kim', ofCustomer: { customerId: contoso.id, stoppedAt: null } };
const context: StepContext = {
  now,
  zone: 'Europe/Berlin',
  person: kim,
  profile,
  desk: newDesk,
  customer: contoso,
  policy,
};

const hears = (from: Case, wrote: Partial<Wrote> = {}) => {
  const stepped = step(
    from,
    { is: 'customer-wrote', said: 'answered', text: '', files: [], ...wrote },
    context,
  );
  assert.ok(stepped.is === 'changed');
  return stepped;
};

const question = (at: string): TalkMessage => ({
  id: 1,
  at,
  by: agent.id,
  byName: agent.name,
  from: 'desk',
  situation: 'need-something',
  text: 'Please send a picture.',
  language: 'en',
  to: { objectId: 'kim', name: 'Kim', email: null },
  delivery: { state: 'delivered', way: 'chat', at },
});
const asked = aCase({ talk: { openedBy: null, untakenSince: null, messages: [question(now)] } });
const decided = { ...aCase({}), stage: { at: 'decided' } } as const;

describe('the words of a customer', () => {
  it('stay in the case as they were written, with the names of what was attached', () => {
    const files = [{ name: 'a.png', type: 'image/png' }];
    const { case: after, noted } = hears(decided, { text: 'Here it is', files });
    assert.deepEqual(after.talk?.messages, [
      {
        id: 1,
        at: now,
        by: kim.id,
        byName: 'Kim',
        from: 'customer',
        said: 'answered',
        text: 'Here it is',
        files,
      },
    ]);
    assert.deepEqual(noted, [
      { what: 'customer-said-answered', data: {}, texts: { text: 'Here it is', files: 'a.png' } },
    ]);
  });

  it('make it our move if it was theirs, and leave it with the vendor if it is the vendor’s', () => {
    const held = (holder: Case['follow']['holder']): Case => ({
      ...decided,
      follow: { ...decided.follow, holder, handling: { spentMs: 7, runningSince: null } },
    });
    const heard = hears(held('customer')).case.follow;
    assert.deepEqual([heard.holder, heard.handling.runningSince], ['desk', now]);
    const waiting = hears(held('vendor')).case.follow;
    assert.deepEqual([waiting.holder, waiting.handling.runningSince], ['vendor', null]);
  });

  it('open a case that was over, unless they are good news', () => {
    const verdict = settle(decided, context).verdict;
    const solved: Case = {
      ...decided,
      decision: { verdict, policyVersion: '1', at: now },
      stage: { at: 'closed', how: 'solved', closedAt: now },
    };
    assert.equal(hears(solved, { said: 'worse' }).case.stage.at, 'decided');
    assert.equal(hears(solved, { said: 'answered' }).case.stage.at, 'decided');
    assert.equal(hears(solved, { said: 'works' }).case.stage.at, 'closed');
    assert.equal(hears({ ...solved, decision: null }, { said: 'worse' }).case.stage.at, 'intake');
  });

  it('that only sound private make a case private until an agent says what it is', () => {
    const talk = { openedBy: null, untakenSince: null, messages: [], soundsPrivate: true } as const;
    const guessed = aCase({ sensitive: true, talk, facts: {} });
    const settled = (facts: Case['facts'], from: Case = guessed) =>
      settle({ ...from, facts }, context).case.sensitive;
    assert.equal(settled({}), true);
    assert.equal(settled({ issueKind: 'technical' }), false);
    assert.equal(settled({ issueKind: 'breach' }), true);
    const { talk: _talk, ...marked } = guessed;
    assert.equal(settled({ issueKind: 'technical' }, marked), true);
  });
});

describe('a case as its customer sees it', () => {
  it('waits for them from our question to their answer', () => {
    assert.equal(waitsForThem(asked), true);
    assert.equal(customerState(asked, policy), 'need-something');
    const answered = hears(asked).case;
    assert.equal(waitsForThem(answered), false);
    assert.notEqual(customerState(answered, policy), 'need-something');
  });

  it('has words for every state in every language', () => {
    const { texts } = house();
    for (const state of customerStates) assert.ok(texts.has(`customer-state.${state}`), state);
  });

  it('names the company that was asked, and nobody before it was', () => {
    const filedAt = (door: string): Case => ({
      ...decided,
      stage: {
        at: 'handed-over',
        filing: { requestNumber: '1', filedAt: now, severity: 'A', door, by: agent.id },
      },
    });
    assert.equal(customerState(decided, policy), 'in-work');
    assert.equal(customerState(filedAt('pc-m365-admin-center'), policy), 'with-microsoft');
    assert.equal(customerSince(filedAt('pc-m365-admin-center')), now);
  });

  it('promises nothing once it is over', () => {
    const promised: Case = { ...decided, follow: { ...decided.follow, nextUpdateAt: now } };
    assert.equal(customerNextUpdate(promised), now);
    const over: Case = { ...promised, stage: { at: 'closed', how: 'solved', closedAt: now } };
    assert.equal(customerNextUpdate(over), null);
  });

  it('does not show a message of ours before the hour it goes at', () => {
    const [sent] = asked.talk?.messages ?? [];
    assert.ok(sent?.from === 'desk');
    const goesAt = '2026-11-21T07:00:00Z';
    const night: Case = {
      ...asked,
      talk: {
        openedBy: null,
        untakenSince: null,
        messages: [{ ...sent, delivery: { state: 'waiting', way: 'chat', goesAt } }],
      },
    };
    assert.equal(customerHistory(night, now).length, 0);
    assert.equal(customerHistory(night, goesAt).length, 1);
  });

  it('is called by the customer’s own first words, cut to a line', () => {
    const { case: told } = hears(decided, { said: 'reported', text: `${'x'.repeat(200)}\nmore` });
    assert.equal(customerTitle(told).length, 90);
  });
});

describe('a case about its customer', () => {
  const isShown = (change: Partial<Case>): boolean => isTheirs({ ...decided, ...change });

  it('is theirs to see, unless it is private, our own, or may turn out private', () => {
    assert.equal(isShown({ facts: {} }), true);
    assert.equal(isShown({ facts: { issueKind: 'technical' } }), true);
    assert.equal(isShown({ sensitive: true }), false);
    assert.equal(isShown({ facts: { subject: 'own-tenant' } }), false);
    for (const issueKind of ['fraud', 'breach', 'vulnerability'] as const)
      assert.equal(isShown({ facts: { issueKind } }), false, issueKind);
  });

  it('is nothing to them as a draft of the desk, thrown away or not, that they never wrote about', () => {
    const draft = { stage: { at: 'intake', page: 'who-and-what' } } as const;
    const thrownAway = { stage: { at: 'closed', how: 'cancelled', closedAt: now } } as const;
    assert.deepEqual([isShown(draft), isShown(thrownAway)], [false, false]);
    const openedBy = { objectId: 'kim', name: 'Kim', email: null, personId: kim.id };
    assert.equal(isShown({ ...draft, talk: { openedBy, untakenSince: null, messages: [] } }), true);
    assert.equal(isShown({ stage: { at: 'closed', how: 'solved', closedAt: now } }), true);
  });
});

describe('what a customer types', () => {
  const read = (text: string) => readCustomer(message(text), policy);

  it('is understood in four languages where it is a word of ours', () => {
    const words = {
      status: ['status', 'Status?', '状況', '進度', '进度', 'my cases'],
      stop: ['stop', '停止', '停止通知', 'STOP!'],
      resume: ['start', '再開', '恢復', '恢复'],
      help: ['help', 'ヘルプ', '幫助', '帮助'],
    } as const;
    for (const [command, typed] of Object.entries(words))
      for (const text of typed) {
        const reading = read(text);
        assert.equal(reading.is === 'command' ? reading.command : reading.is, command, text);
      }
  });

  it('is a report where it tells of something, and is asked about where it is too short', () => {
    const told = read('Our mail is down for everyone since this morning');
    assert.ok(told.is === 'wrote' && told.isClear);
    const short = read('hm ok');
    assert.ok(short.is === 'wrote' && !short.isClear && short.said.text === 'hm ok');
  });

  it('is never a command of the desk', () => {
    for (const text of ['board', 'settings', 'on call', 'find contoso', 'use this channel', 'check'])
      assert.equal(read(text).is, 'wrote', text);
  });

  it('takes a greeting with a picture as a report, and one without as a greeting', () => {
    for (const [text, is] of [
      ['hi', 'greeting'],
      ['thank you', 'thanks'],
    ] as const) {
      assert.equal(read(text).is, is);
      const reading = readCustomer(message(text, [{ name: 'a.png', type: 'image/png' }]), policy);
      assert.ok(reading.is === 'wrote' && reading.isClear, text);
    }
  });

  it('keeps the part of the card it was typed on', () => {
    const panelOf = (panel: string) => {
      const reading = readCustomer(click('my-case', { panel }), policy);
      return reading.is === 'action' ? reading.panel : null;
    };
    assert.deepEqual(['history', 'answer', 'worse', 'no such part'].map(panelOf), [
      'history',
      'answer',
      'worse',
      'history',
    ]);
  });

  it('takes a picture without words as a report', () => {
    const reading = readCustomer(message('', [{ name: 'a.png', type: 'image/png' }]), policy);
    assert.ok(reading.is === 'wrote' && reading.isClear);
    assert.deepEqual(reading.said.files, [{ name: 'a.png', type: 'image/png' }]);
  });

  it('carries names of files over a card, and nothing else that was put in their place', () => {
    const files = (carried: string) => {
      const reading = readCustomer(click('my-answer', { text: 'x', files: carried }), policy);
      return reading.is === 'action' ? reading.said.files : null;
    };
    assert.deepEqual(files('[{"name":"a.png","type":"image/png"}]'), [{ name: 'a.png', type: 'image/png' }]);
    assert.deepEqual(files('[{"name":1,"type":"x"},"y",null]'), []);
    assert.deepEqual(files('not json'), []);
    assert.equal(
      files(JSON.stringify(Array.from({ length: 50 }, () => ({ name: 'n', type: 't' }))))?.length,
      8,
    );
  });
});

describe('who keeps a case that a customer opened', () => {
  const lea = { personId: 'home/lea', name: 'Lea' };
  const ana = { personId: 'home/ana', name: 'Ana' };

  it('is a lead, else anybody of the desk, else nobody', () => {
    const colleagues = [ana];
    assert.deepEqual(keeperOf(known({ desk: { ...newDesk, leads: [lea] }, colleagues })), lea);
    assert.deepEqual(keeperOf(known({ colleagues })), ana);
    assert.equal(keeperOf(known()), null);
  });
});
