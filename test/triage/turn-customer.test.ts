import assert from 'node:assert/strict';
import type { Case } from '../../src/triage/case.ts';
import { composed, markOf, readChosen } from '../../src/triage/compose-customer.ts';
import type { Reach, Reachable } from '../../src/triage/reachable.ts';
import { talkOf } from '../../src/triage/talk.ts';
import type { Known, Turn } from '../../src/triage/turn.ts';
import { contoso, known, policy } from './desk.ts';
import { ana, ben, escalated, lea, tells, type LeadPlay } from './lead-desk.ts';

const kei: Reachable = {
  objectId: 'kei',
  name: 'Kei Mori',
  email: 'kei@contoso.example',
  personId: 'contoso/kei',
  hasChat: true,
  isStopped: false,
  locale: 'ja',
};
/** As the played clock writes it. */
const now = '2026-11-20T10:00:00.000Z';
const byChat: Reach = { contacts: [kei], hasMail: false };
const next = { nextDate: '2026-11-20', nextTime: '15:00' };
const received = { to: kei.personId, situation: 'received', ...next };

type Inputs = Readonly<Record<string, string>>;

/** What the preview of these inputs puts on its button. */
const seen = (about: Case, inputs: Inputs, more: Partial<Known>): string => {
  const all = known({ now, customer: contoso, reach: byChat, ...more });
  const read = readChosen(about, inputs, { ...all, policy });
  assert.ok('chosen' in read);
  const message = composed(about, read.chosen, { ...all, policy });
  assert.ok(message.kind === 'message');
  return markOf(about, message, all.inWords(message.lines, message.language));
};

const send = (played: LeadPlay, inputs: Inputs = received, more: Partial<Known> = {}): Turn =>
  played.press(
    ana,
    'send-customer',
    { ...inputs, seen: seen(played.about(), inputs, more) },
    { reach: byChat, ...more },
  );

const panelOf = ({ picture }: Turn): string =>
  picture?.card === 'case' ? picture.panel : (picture?.card ?? 'nothing');
const noticeOf = ({ picture }: Turn): string | null =>
  picture !== null && 'notice' in picture && picture.notice !== null && 'key' in picture.notice
    ? picture.notice.key
    : null;
const wrongIn = ({ picture }: Turn): readonly string[] =>
  picture?.card === 'case' ? picture.problems.map(({ input }) => input) : [];
const rowsTo = ({ rows }: Turn): readonly Turn['rows'][number][] =>
  rows.filter(({ recipient }) => recipient.to === 'contact');
const lastOf = (about: Case) => talkOf(about).messages.at(-1);

describe('A message to a customer', () => {
  it('is looked at before it goes: the preview keeps what was chosen and changes nothing', () => {
    const played = escalated();
    const before = played.about();
    const turn = played.press(ana, 'preview-customer', { ...received, token: 't' }, { reach: byChat });
    assert.equal(panelOf(turn), 'customer-preview');
    assert.deepEqual(turn.picture?.card === 'case' && turn.picture.inputs, received);
    assert.deepEqual([turn.cases, turn.rows, played.about()], [[], [], before]);
  });

  it('goes word for word as it was composed, in the reader’s language, into talk, record and outbox', () => {
    const played = escalated();
    const turn = send(played);
    const message = lastOf(played.about());
    assert.ok(message?.from === 'desk');
    assert.equal(message.language, 'ja');
    assert.match(message.text, /H-1042 · .*サポート/);
    assert.match(message.text, /2026年11月20日/);
    assert.deepEqual(message.to, { objectId: 'kei', name: 'Kei Mori', email: 'kei@contoso.example' });
    assert.deepEqual(message.delivery, { state: 'waiting', way: 'chat', goesAt: now });
    const [row] = rowsTo(turn);
    assert.deepEqual(
      [row?.key, row?.dueAt, row?.picture, row?.recipient],
      [
        'told|case-1|1',
        now,
        { card: 'customer-message', caseId: 'case-1', messageId: 1 },
        { to: 'contact', personId: 'contoso/kei', message: { caseId: 'case-1', messageId: 1 } },
      ],
    );
    const entry = turn.record.find(({ what }) => what === 'customer-written');
    assert.equal(entry?.texts['text'], message.text);
    assert.equal(noticeOf(turn), 'notice.customer-written.chat');
  });

  it('keeps the promise that was made and makes the next one', () => {
    const played = escalated();
    send(played);
    const { nextUpdateAt, promisedAt, customerToldAt, holder } = played.about().follow;
    assert.deepEqual([nextUpdateAt, promisedAt, customerToldAt], ['2026-11-20T14:00:00Z', now, now]);
    assert.equal(holder, 'desk');
  });

  it('that asks for something makes it the customer’s move', () => {
    const played = escalated();
    send(played, { ...received, situation: 'need-something', text: 'Two message ids, please.' });
    assert.equal(played.about().follow.holder, 'customer');
    const message = lastOf(played.about());
    assert.match(message?.text ?? '', /Two message ids, please\./);
  });

  it('needs a time for the next update, unless it is solved', () => {
    const played = escalated();
    const { nextDate: _date, nextTime: _time, ...without } = received;
    const turn = played.press(ana, 'preview-customer', without, { reach: byChat });
    assert.deepEqual([panelOf(turn), wrongIn(turn)], ['customer', ['nextTime']]);
    const past = played.press(ana, 'preview-customer', { ...received, nextTime: '10:00' }, { reach: byChat });
    assert.deepEqual(wrongIn(past), ['nextTime']);
    const solved = { ...without, situation: 'solved' };
    assert.equal(
      panelOf(played.press(ana, 'preview-customer', solved, { reach: byChat })),
      'customer-preview',
    );
  });

  it('needs words where words are all it says, somebody who is listed, and something that is so', () => {
    const played = escalated();
    const wrong = (change: Inputs): readonly string[] =>
      wrongIn(played.press(ana, 'preview-customer', { ...received, ...change }, { reach: byChat }));
    assert.deepEqual(wrong({ situation: 'own-words', text: '  ' }), ['text']);
    assert.deepEqual(wrong({ situation: 'need-something' }), ['text']);
    assert.deepEqual(wrong({ situation: 'need-something', consent: 'true' }), []);
    assert.deepEqual(wrong({ to: 'fabrikam/kim' }), ['to']);
    assert.deepEqual(wrong({ situation: 'with-microsoft' }), ['situation'], 'nothing was filed yet');
  });

  it('that is no longer what was previewed is shown again and not sent', () => {
    const played = escalated();
    const mark = seen(played.about(), received, {});
    const later = { reach: { contacts: [{ ...kei, hasChat: false }], hasMail: true } };
    const changed = played.press(ana, 'send-customer', { ...received, seen: mark }, later);
    assert.deepEqual([panelOf(changed), noticeOf(changed)], ['customer-preview', 'notice.text-changed']);
    const other = {
      customer: { ...contoso, language: 'zh-TW' },
      reach: { contacts: [{ ...kei, locale: null }], hasMail: true },
    };
    assert.equal(
      noticeOf(played.press(ana, 'send-customer', { ...received, seen: mark }, other)),
      'notice.text-changed',
    );
    assert.deepEqual([rowsTo(changed), talkOf(played.about()).messages], [[], []]);
  });

  it('is sent once: the same button again shows the message anew', () => {
    const played = escalated();
    const mark = seen(played.about(), received, {});
    const click = { ...received, seen: mark };
    played.press(ana, 'send-customer', click, { reach: byChat });
    const again = played.press(ana, 'send-customer', click, { reach: byChat });
    assert.deepEqual([panelOf(again), rowsTo(again)], ['customer-preview', []]);
    assert.equal(talkOf(played.about()).messages.length, 1);
  });

  it('waits for the customer’s morning, unless it is severity A', () => {
    const night = { now: '2026-11-20T21:30:00Z' };
    const tomorrow = { ...received, nextDate: '2026-11-21' };
    const urgent = escalated();
    assert.equal(rowsTo(send(urgent, tomorrow, night))[0]?.dueAt, night.now);
    const calm = escalated();
    const { decision } = calm.about();
    assert.ok(decision !== null);
    const minor = { ...decision, verdict: { ...decision.verdict, severity: 'C' as const } };
    const about: Case = { ...calm.about(), decision: minor };
    const turn = calm.press(
      ana,
      'send-customer',
      { ...tomorrow, seen: seen(about, tomorrow, night) },
      { reach: byChat, case: about, ...night },
    );
    assert.equal(rowsTo(turn)[0]?.dueAt, '2026-11-21T07:00:00Z');
    assert.equal(noticeOf(turn), 'notice.customer-written.later');
  });

  it('goes by mail to who has no chat, and by the agent’s own hand where neither is', () => {
    const mailed = escalated();
    const noChat = { ...kei, hasChat: false };
    const byMail = send(mailed, received, { reach: { contacts: [noChat], hasMail: true } });
    assert.equal(noticeOf(byMail), 'notice.customer-written.mail');
    for (const reach of [
      { contacts: [noChat], hasMail: false },
      { contacts: [{ ...kei, isStopped: true }], hasMail: true },
      { contacts: [], hasMail: true },
    ]) {
      const played = escalated();
      const turn = send(played, received, { reach });
      assert.deepEqual([rowsTo(turn), noticeOf(turn)], [[], 'notice.customer-written.copy']);
      const message = lastOf(played.about());
      assert.deepEqual(message?.from === 'desk' && message.delivery, {
        state: 'delivered',
        way: 'copy',
        at: now,
      });
    }
  });

  it('is never written about what must stay private', () => {
    const played = escalated();
    const about: Case = { ...played.about(), sensitive: true };
    const turn = played.press(
      ana,
      'send-customer',
      { ...received, seen: '' },
      { reach: byChat, case: about },
    );
    assert.deepEqual([turn.cases, turn.rows, turn.record], [[], [], []]);
  });

  it('that says solved may follow once the case is over, and promises nothing', () => {
    const played = escalated();
    played.press(ana, 'solved');
    send(played, { to: kei.personId, situation: 'solved', ...next });
    assert.equal(played.about().stage.at, 'closed');
    assert.equal(played.about().follow.nextUpdateAt, null);
    assert.equal(lastOf(played.about())?.from, 'desk');
  });
});

describe('A request of a customer', () => {
  const waiting = (about: Case): Case => ({
    ...about,
    owner: lea.id,
    ownerName: 'Lea',
    talk: {
      openedBy: { objectId: 'kei', name: 'Kei', email: null, personId: kei.personId },
      untakenSince: now,
      messages: [],
    },
  });

  it('is taken by any agent, who owns it from then on and gets it in the own chat', () => {
    const played = escalated();
    const about = waiting(played.about());
    const turn = played.press(ben, 'take-request', {}, { case: about });
    const [taken] = turn.cases;
    assert.deepEqual([taken?.owner, taken?.ownerName, taken?.talk?.untakenSince], [ben.id, 'Ben', null]);
    assert.equal(turn.picture?.card, 'from-customer');
    assert.ok(tells(turn).includes(`${ben.id} case`));
  });

  it('is taken once: the next one reads who has it', () => {
    const played = escalated();
    const about = {
      ...waiting(played.about()),
      talk: { ...talkOf(waiting(played.about())), untakenSince: null },
    };
    const turn = played.press(ben, 'take-request', {}, { case: about });
    assert.deepEqual([turn.cases, noticeOf(turn)], [[], 'notice.request-taken-before']);
  });
});
