import assert from 'node:assert/strict';
import type { App } from '../../src/app.ts';
import { sampleContext } from '../../src/cards/sample.ts';
import type { Store } from '../../src/flow/ports.ts';
import { open } from '../../src/store/sqlite.ts';
import type { Case } from '../../src/triage/case.ts';
import type { Person } from '../../src/triage/desk.ts';
import { readInbound } from '../../src/triage/read.ts';
import { verbs, type Verb } from '../../src/triage/reading.ts';
import { takeTurn } from '../../src/triage/take-turn.ts';
import type { Turn } from '../../src/triage/turn.ts';
import { house, samples } from '../cards/house.ts';
import { agent as caller, otherAgent, stranger, type Caller } from '../stand-in/activities.ts';
import { aCase, keeping } from '../store/samples.ts';
import { agent, known, policy } from '../triage/desk.ts';
import { appOn, clicking, inboundFrom, saying } from './apps.ts';

/** Who may use a verb, as the desk was promised. A verb that is missing here is a type error. */
const rights: Readonly<Record<Verb, 'case' | 'case, leads' | 'desk' | 'desk, leads'>> = {
  'new-case': 'desk',
  'my-cases': 'desk',
  help: 'desk',
  language: 'desk',
  'start-new': 'desk',
  'hand-over': 'desk',
  'offer-cases': 'desk',
  'on-call': 'desk',
  board: 'desk, leads',
  'board-export': 'desk, leads',
  'set-rotation': 'desk, leads',
  'set-override': 'desk, leads',
  'drop-override': 'desk, leads',
  settings: 'desk, leads',
  'save-settings': 'desk, leads',
  open: 'case',
  continue: 'case',
  answer: 'case',
  back: 'case',
  'cancel-draft': 'case',
  'add-text': 'case',
  'add-customer': 'case',
  'new-customer': 'case',
  show: 'case',
  file: 'case',
  'correct-filing': 'case',
  'recheck-health': 'case',
  solved: 'case',
  'not-solved': 'case',
  persists: 'case',
  bounce: 'case',
  disagree: 'case',
  revise: 'case',
  'save-extras': 'case',
  'hand-to-lead': 'case',
  'copied-customer-text': 'case',
  'write-customer': 'case',
  'preview-customer': 'case',
  'send-customer': 'case',
  'take-request': 'case',
  'change-severity': 'case',
  answered: 'case',
  'asks-us': 'case',
  replied: 'case',
  'vendor-closed': 'case',
  'ask-customer': 'case',
  'customer-answered': 'case',
  'customer-told': 'case',
  'next-update': 'case',
  'go-without-approval': 'case',
  'fifth-ground': 'case',
  'open-in-chat': 'case',
  'accept-case': 'case',
  'decline-case': 'case',
  acknowledge: 'case, leads',
  assign: 'case, leads',
  'take-over': 'case, leads',
  approve: 'case, leads',
  'send-back': 'case, leads',
  'lead-severity': 'case, leads',
  'lead-show': 'case, leads',
  'answer-signal': 'case, leads',
  'link-cases': 'case, leads',
  'incident-ended': 'case, leads',
  'tell-all': 'case, leads',
};

const stages = ['intake', 'decided', 'handed-over', 'closed'] as const;
const yesOrNo = [true, false] as const;
const lead: Person = { ...agent, id: 'home/lena', objectId: 'lena', name: 'Lena', isLead: true };
const people = [agent, lead] as const;

/** One case of the gallery for each stage, with all that belongs to it. */
const caseAt = (stage: Case['stage']['at']): Case => {
  for (const { sample } of samples.samples) {
    const found = sampleContext(sample, samples.desk, house(), 'en').case;
    if (found?.stage.at === stage) return found;
  }
  return assert.fail(`no situation shows a case ${stage}`);
};

const press = (verb: Verb, person: Person, about: Case | null): Turn =>
  takeTurn(
    known({ person, case: about, cardVersion: about?.version ?? null }),
    readInbound(clicking(verb, { token: 'checked before' }), policy),
    policy,
  );

const changesNothing = ({ cases, customer, record, rows, reminders, drop, desk }: Turn): boolean =>
  customer === null &&
  desk === null &&
  [cases, record, rows, reminders, drop].every(({ length }) => length === 0);

const says = ({ picture }: Turn): string => JSON.stringify(picture);
const isUnknown = (turn: Turn): boolean => says(turn).includes('notice.case-unknown');
const isForLeads = (turn: Turn): boolean => says(turn).includes('notice.leads-only');

const situations = stages.flatMap((stage) =>
  people.flatMap((person) =>
    yesOrNo.flatMap((isOwn) => yesOrNo.map((sensitive) => ({ stage, person, isOwn, sensitive }))),
  ),
);

describe('Who may do what', () => {
  let tried = 0;
  const aboutCases = verbs.filter((verb) => rights[verb].startsWith('case'));
  const aboutDesk = verbs.filter((verb) => rights[verb].startsWith('desk'));

  for (const verb of aboutCases)
    it(`"${verb}" is for ${rights[verb] === 'case' ? 'whoever may see the case' : 'leads'}, whoever owns it, at every stage`, () => {
      for (const one of situations) {
        const { person, isOwn, sensitive, stage } = one;
        const about = { ...caseAt(stage), owner: isOwn ? person.id : 'home/somebody-else', sensitive };
        const turn = press(verb, person, about);
        const name = JSON.stringify({ ...one, person: person.name });
        tried += 1;
        const maySee = !sensitive || isOwn || person.isLead;
        const mayUse = maySee && (rights[verb] === 'case' || person.isLead);
        assert.equal(isUnknown(turn), !maySee, name);
        assert.equal(isForLeads(turn), maySee && !mayUse, name);
        assert.ok(maySee || !says(turn).includes(about.id), `${name}: names the case`);
        assert.ok(mayUse || changesNothing(turn), `${name}: changed something`);
        for (const changed of turn.cases)
          assert.deepEqual([changed.id, changed.version], [about.id, about.version + 1], name);
      }
    });

  for (const verb of aboutDesk)
    it(`"${verb}" is for ${rights[verb] === 'desk' ? 'everybody of the desk' : 'leads'}`, () => {
      for (const person of people) {
        const turn = press(verb, person, null);
        const mayUse = rights[verb] === 'desk' || person.isLead;
        tried += 1;
        assert.equal(isForLeads(turn), !mayUse, person.name);
        if (!mayUse) assert.ok(changesNothing(turn), `${person.name} changed something`);
      }
    });

  it('is tried with every verb, role, ownership, sensitivity and stage', () => {
    assert.equal(aboutCases.length + aboutDesk.length, verbs.length);
    assert.equal(tried, aboutCases.length * situations.length + aboutDesk.length * 2);
  });
});

describe('Who is not of the desk', () => {
  const canary = 'the-matter-nobody-outside-may-read';
  let store: Store;
  let app: App;
  let before: string;

  const all = async (): Promise<string> =>
    JSON.stringify([
      await store.case('secret'),
      await store.record('secret'),
      await store.openCases('home/alex', 10),
      await store.person(`${stranger.tenantId}/${stranger.objectId}`),
    ]);

  beforeEach(async () => {
    store = await open({ path: ':memory:' });
    app = await appOn(store, { agents: [caller.objectId] });
    const secret = aCase({ id: 'secret', number: 1_001, words: { text: canary, language: 'en' } });
    await store.commit(keeping({ ...secret, facts: { title: canary } }, canary));
    before = await all();
  });
  afterEach(() => store.close());

  type Outsider = readonly [row: number, who: string, person: Caller, isGuest: boolean];
  const outsiders: readonly Outsider[] = [
    [42, 'somebody of another tenant', stranger, false],
    [43, 'a guest of our own tenant', caller, true],
    [43, 'a colleague who is not on the list', otherAgent, false],
    [43, 'somebody without a directory object', { ...caller, objectId: '' }, false],
    [43, 'somebody without a tenant', { ...caller, tenantId: '' }, false],
  ];
  const words = ['H-1001', `find ${canary}`, 'my cases', 'board', 'settings', 'on call', 'check', canary];

  for (const [row, who, person, isGuest] of outsiders) {
    it(`fault ${String(row)}: ${who} sees and changes nothing by any button`, async () => {
      for (const verb of verbs)
        for (const data of [{}, { token: 'e30.AAAA' }, { caseId: 'secret' }]) {
          const click = clicking(verb, data, person);
          const answer = await app.receive({ ...click, from: { ...click.from, isGuest } });
          assert.ok(!JSON.stringify(answer).includes(canary), verb);
        }
      assert.equal(await all(), before);
    });

    it(`fault ${String(row)}: ${who} sees and changes nothing by any words or search`, async () => {
      for (const text of words) {
        const said = saying(text, person);
        const answer = await app.receive({ ...said, from: { ...said.from, isGuest } });
        assert.ok(!JSON.stringify(answer).includes(canary), text);
      }
      for (const dataset of ['customers', 'cases', 'people', '']) {
        const what = { kind: 'search', dataset, query: 'contoso', top: 15, skip: 0 } as const;
        const answer = await app.receive(inboundFrom(what, person, isGuest));
        assert.ok(answer.kind !== 'choices' || answer.choices.length === 0, dataset);
      }
      const rows = await store.claimDue('2026-11-21T00:00:00.000Z', 100, 60_000);
      assert.ok(!JSON.stringify(rows).includes(canary));
      assert.equal(await all(), before);
    });
  }
});
