import assert from 'node:assert/strict';
import { agent, click, contoso, happened, known, message, now, play, policy } from './desk.ts';
import type { Inbound } from '../../src/triage/inbound.ts';
import type { Picture } from '../../src/triage/picture.ts';
import { readInbound } from '../../src/triage/read.ts';
import { takeTurn } from '../../src/triage/take-turn.ts';
import type { Known, Turn } from '../../src/triage/turn.ts';

const turn = (arrived: Inbound, more: Partial<Known> = {}): Turn =>
  takeTurn(known(more), readInbound(arrived, policy), policy);

const answerTo = (text: string, more: Partial<Known> = {}): Picture => {
  const { rows } = turn(message(text), more);
  assert.equal(rows.length, 1);
  const [row] = rows;
  if (row === undefined) throw new Error('no answer');
  return row.picture;
};

/** What an answer comes to: its card, and the sentence it carries. */
const saysOf = (picture: Picture): string => {
  const sentence =
    picture.card === 'notice' ? picture.says : picture.card === 'help' ? picture.because : null;
  return `${picture.card} ${JSON.stringify(sentence)}`;
};

const firstPage = {
  customer: contoso.id,
  product: 'office-365',
  kind: 'broken',
  title: 'Mail is down',
  description: 'mail is down',
  startedDate: '2026-11-20',
  startedTime: '09:00',
};

describe('a message', () => {
  it('is answered by one new card, whatever it says, and no two kinds get the same answer', () => {
    const draft = play();
    draft.say('new');
    const texts = ['help', 'hi', 'thanks', '', 'asdf', 'my cases', 'find nobody', 'find', 'H-7', 'language'];
    const answers = texts.map((text) => saysOf(answerTo(text)));
    assert.equal(new Set(answers).size, texts.length, answers.join(' '));
    for (const arrived of [
      message('', [{ name: 'a.png', type: 'image/png' }]),
      happened({ kind: 'edited', text: 'x' }),
    ]) {
      assert.equal(turn(arrived).rows.length, 1);
    }
  });

  it('names its answer after itself, so that a repeat is the same row', () => {
    const [row] = turn(message('hi')).rows;
    assert.equal(row?.key, 'answer:in-1');
    assert.deepEqual(row.recipient, { to: 'person', personId: agent.id });
    assert.equal(row.replacesCard, false);
    assert.equal(row.dueAt, now);
  });

  it('that tells of a problem opens a draft with guesses that nobody has confirmed', () => {
    const desk = play();
    const { cases, record } = desk.say('mail is down for everyone at contoso since 9 this morning');
    assert.equal(cases.length, 1);
    assert.deepEqual(desk.about().facts, {});
    assert.equal(desk.about().version, 1);
    const guessed = Object.fromEntries(
      desk.about().guesses.map(({ field, value, words }) => [field, [value, words]]),
    );
    assert.deepEqual(guessed['customer'], [contoso.id, 'contoso']);
    assert.deepEqual(guessed['product'], ['office-365', 'mail']);
    assert.deepEqual(guessed['kind'], ['broken', 'is down']);
    assert.deepEqual(guessed['startedAt'], ['2026-11-20T08:00:00Z', 'since 9 this morning']);
    assert.deepEqual(desk.about().words?.language, 'en');
    assert.deepEqual(
      record.map(({ what }) => what),
      ['opened'],
    );
  });

  it('with a draft open asks whether it belongs there, and changes nothing before that', () => {
    const desk = play();
    desk.say('mail is down at contoso');
    const { cases, rows } = desk.say('and teams is slow too');
    assert.deepEqual(cases, []);
    assert.deepEqual(rows[0]?.picture, {
      card: 'add-or-new',
      caseId: 'case-1',
      text: 'and teams is slow too',
    });
  });

  it('can be added to the draft, behind its first words, or open a case of its own', () => {
    const desk = play();
    desk.say('mail is down at contoso');
    desk.press('add-text', { text: 'since the update' });
    assert.equal(desk.about().facts.description, 'mail is down at contoso\n\nsince the update');
    const { cases } = desk.press('start-new', { text: 'vm is down at contoso' });
    assert.equal(cases[0]?.version, 1);
    assert.equal(cases[0].words?.text, 'vm is down at contoso');
  });

  it('of 50,000 characters keeps its beginning and says so', () => {
    const desk = play();
    const { rows } = desk.say(`mail is down at contoso. ${'log '.repeat(12_500)}`);
    const picture = rows[0]?.picture;
    assert.deepEqual(picture?.card === 'case' && picture.notice, { key: 'notice.text-cut' });
    assert.equal(desk.about().words?.text.length, policy.numbers.longestTextCharacters);
  });

  it('chooses a language by any of its names, and asks where none is meant', () => {
    assert.equal(turn(message('language 日本語')).person?.chosenLocale, 'ja');
    assert.equal(turn(message('语言 zh-tw')).person?.chosenLocale, 'zh-TW');
    assert.equal(turn(click('language', { locale: 'zh-CN' })).person?.locale, 'zh-CN');
    assert.equal(turn(message('language klingon')).person, null);
    assert.deepEqual(answerTo('language klingon'), { card: 'language' });
  });
});

describe('an installation', () => {
  it('is welcomed once, and again only after a removal', () => {
    const fresh = { ...agent, welcomedAt: null };
    const welcomed = turn(happened({ kind: 'installed' }), { person: fresh });
    assert.deepEqual(welcomed.rows[0]?.picture, { card: 'welcome' });
    assert.equal(welcomed.person?.welcomedAt, now);
    assert.deepEqual(turn(happened({ kind: 'installed' })).rows, []);
    assert.equal(turn(happened({ kind: 'removed' })).person?.welcomedAt, null);
  });
});

describe('a page', () => {
  it('comes back with every problem at once and the inputs as typed', () => {
    const desk = play();
    desk.say('new');
    const inputs = {
      title: ' ',
      product: 'windows',
      startedDate: '2026-11-21',
      startedTime: '',
      customer: 'nobody',
    };
    const { picture, cases } = desk.press('answer', inputs);
    assert.deepEqual(cases, []);
    const problems = picture?.card === 'case' ? picture.problems : [];
    assert.deepEqual(
      problems.map(({ input, says }) => [input, 'key' in says ? says.key : '']),
      [
        ['customer', 'problem.customer-unknown'],
        ['product', 'problem.choose'],
        ['kind', 'problem.required'],
        ['title', 'problem.required'],
        ['startedDate', 'problem.future'],
      ],
    );
    assert.equal(picture?.card === 'case' && picture.inputs['product'], 'windows');
  });

  it('ignores inputs it did not ask for', () => {
    const desk = play();
    desk.say('new');
    desk.press('answer', {
      ...firstPage,
      agentRole: 'global-admin',
      severityChosen: 'A',
      healthChecked: 'true',
    });
    const { facts } = desk.about();
    assert.equal(facts.agentRole, undefined);
    assert.equal(facts.severityChosen, undefined);
    assert.equal(facts.healthChecked, undefined);
  });

  it('asks for the health check first, and remembers when it was made', () => {
    const desk = play();
    desk.say('new');
    desk.press('answer', firstPage);
    const { picture } = desk.press('answer', { troubleshooting: 'done-unresolved' });
    assert.deepEqual(picture?.card === 'case' && picture.problems.map(({ input }) => input), [
      'knownIncident',
    ]);
    desk.press('answer', { knownIncident: 'none', incidentId: 'EX1', troubleshooting: 'done-unresolved' });
    assert.equal(desk.about().healthCheckedAt, now);
    assert.equal(desk.about().incidentId, 'EX1');
  });

  it('needs no word on troubleshooting once an incident explains the problem', () => {
    const desk = play();
    desk.say('new');
    desk.press('answer', firstPage);
    desk.press('answer', { knownIncident: 'active-match' });
    assert.equal(desk.about().decision?.verdict.outcome, 'wait-known-incident');
  });

  it('keeps what was typed while a customer is added on the spot', () => {
    const desk = play();
    desk.say('vm is down at tailspin');
    const form = desk.press('answer', { ...firstPage, customer: 'new-customer', title: 'VM is down' });
    assert.equal(form.picture?.card, 'new-customer');
    const wrong = desk.press('add-customer', { name: '', domain: 'tailspin', cloud: 'moon' });
    const problems = wrong.picture?.card === 'new-customer' ? wrong.picture.problems : [];
    assert.deepEqual(
      problems.map(({ input }) => input),
      ['name', 'domain', 'cloud'],
    );
    const added = desk.press('add-customer', {
      name: 'Tailspin',
      domain: 'https://tailspin.example/',
      cloud: 'us-gov',
    });
    assert.equal(added.customer?.id, 'tailspin.example');
    assert.equal(desk.about().customerId, 'tailspin.example');
    assert.equal(desk.about().facts.title, 'VM is down');
    desk.press('answer', { ...firstPage, customer: 'tailspin.example' });
    assert.equal(desk.about().facts.cloud, 'us-gov');
  });

  it('about another customer forgets what was known of the first', () => {
    const other = {
      ...contoso,
      id: 'o',
      domain: 'other.example',
      adminPermission: null,
      adminPermissionUntil: null,
    };
    const desk = play({ customers: [contoso, other] });
    desk.say('new');
    desk.press('answer', firstPage);
    assert.equal(desk.about().facts.adminPermission, true);
    desk.press('back');
    desk.press('answer', { ...firstPage, customer: 'o' });
    assert.equal(desk.about().facts.adminPermission, undefined);
    assert.equal(desk.about().facts.customer, 'other.example');
  });
});

describe('what was answered once', () => {
  const toAccess = (desk: ReturnType<typeof play>): void => {
    desk.say('new');
    desk.press('answer', { ...firstPage, product: 'azure', kind: 'billing' });
    desk.press('answer', { troubleshooting: 'done-unresolved' });
  };

  it('about the agent is not asked again', () => {
    const desk = play();
    toAccess(desk);
    desk.press('answer', { agentRole: 'helpdesk-agent' });
    desk.press('answer', { agentRole: 'helpdesk-agent', azureSupportGroupMember: 'true' });
    assert.equal(desk.about().stage.at, 'decided');
    assert.equal(desk.person().agentRole, 'helpdesk-agent');
    assert.equal(desk.person().azureSupportGroupMember, true);
    toAccess(desk);
    assert.equal(desk.about().stage.at, 'decided');
    assert.equal(desk.about().origins.agentRole, 'remembered');
  });

  it('about the customer is kept with the customer', () => {
    const desk = play({ customers: [{ ...contoso, adminPermission: null, adminPermissionUntil: null }] });
    toAccess(desk);
    desk.press('answer', { agentRole: 'admin-agent', adminPermission: 'true' });
    assert.equal(desk.customer()?.adminPermission, true);
    assert.equal(desk.customer()?.version, contoso.version + 1);
  });

  it('overrules a permission the directory thinks expired', () => {
    const desk = play({ customers: [{ ...contoso, adminPermissionUntil: '2026-11-01' }] });
    toAccess(desk);
    assert.equal(desk.about().facts.adminPermission, false);
    assert.equal(desk.about().facts.noPermissionReason, 'expired');
    desk.press('answer', { agentRole: 'admin-agent' });
    assert.equal(desk.about().decision?.verdict.blocker, 'B-NO-ADMIN-PERMISSION');
    desk.press('revise', { field: 'adminPermission' });
    desk.press('answer', { agentRole: 'admin-agent', adminPermission: 'true' });
    assert.equal(desk.about().decision?.verdict.channel, 'pc-azure-portal');
    assert.equal(desk.about().facts.noPermissionReason, undefined);
    assert.equal(desk.customer()?.adminPermissionUntil, null);
  });

  it('is not overwritten by what the directory said before', () => {
    const reseller = {
      ...contoso,
      partnerType: 'indirect-reseller' as const,
      providerGrantedAzureAccess: true,
    };
    const desk = play({ customers: [reseller] });
    toAccess(desk);
    desk.press('revise', { field: 'providerGrantedAzureAccess' });
    desk.press('answer', { providerGrantedAzureAccess: 'false' });
    assert.equal(desk.about().decision?.verdict.outcome, 'refer-indirect-provider');
    assert.equal(desk.customer()?.providerGrantedAzureAccess, false);
  });
});
