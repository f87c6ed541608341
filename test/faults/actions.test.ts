import assert from 'node:assert/strict';
import type { App } from '../../src/app.ts';
import { cardFor } from '../../src/cards/card-for.ts';
import { sampleContext } from '../../src/cards/sample.ts';
import type { NamedSample } from '../../src/commands/gallery-samples.ts';
import { actionTokens, type ActionTokens } from '../../src/flow/action-token.ts';
import type { Store } from '../../src/flow/ports.ts';
import { open } from '../../src/store/sqlite.ts';
import type { Case } from '../../src/triage/case.ts';
import { house, samples } from '../cards/house.ts';
import type { Json } from '../scenarios/card-text.ts';
import { agent, otherAgent, type Caller } from '../stand-in/activities.ts';
import { aCase, keeping } from '../store/samples.ts';
import { appOn, clicking, saying } from './apps.ts';
import { buttonsOn, sentBy, type Button } from './on-cards.ts';

/*
 * Every button of every card of the gallery, signed for a person who may use it, sent with each of its fields changed
 * in turn. Whatever is sent, only the case the button stands for may change, by one step, in that person's name.
 */

const personIdOf = ({ tenantId, objectId }: Caller): string => `${tenantId}/${objectId}`.toLowerCase();
const me = personIdOf(agent);
const other = personIdOf(otherAgent);

/** What nobody but its owner and the leads may read. */
const canary = 'the-matter-of-the-victim';
const victim = aCase({
  id: 'victim',
  number: 7_001,
  owner: other,
  sensitive: true,
  words: { text: canary, language: 'en' },
  facts: { title: canary },
});
/** Mine, but not the one the button stands for. */
const bystander = aCase({ id: 'bystander', number: 7_002, owner: me });

type Tampered = { readonly how: string; readonly verb: string; readonly data: Json };

const replaced = (data: Json, name: string, value: unknown): Json => ({ ...data, [name]: value });

const without = (data: Json, name: string): Json =>
  Object.fromEntries(Object.entries(data).filter(([key]) => key !== name));

/** Values nobody's card holds, and ids that are somebody else's. */
const foreignValues: readonly unknown[] = [
  null,
  '',
  0,
  -1,
  true,
  [],
  {},
  [victim.id],
  { caseId: victim.id },
  victim.id,
  bystander.id,
  'H-7001',
  other,
  '__proto__',
  'constructor',
  "' or 1=1 --",
  'x'.repeat(20_000),
];

/** A signed token with any of its parts exchanged or damaged. None of them is signed any more. */
const forgedTokens = (token: string, foreign: ActionTokens): readonly string[] => {
  const [body = '', signature = ''] = token.split('.');
  const parts: unknown = JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
  const list: readonly unknown[] = Array.isArray(parts) ? parts : [];
  const rebuilt = list.flatMap((_, at) =>
    [victim.id, bystander.id, other, null, 0, 99].map((value) => {
      const changed = list.map((part, n) => (n === at ? value : part));
      return `${Buffer.from(JSON.stringify(changed)).toString('base64url')}.${signature}`;
    }),
  );
  const signedElsewhere = foreign.sign({ caseId: victim.id, version: 1, card: 'case', audience: me });
  return [
    ...rebuilt.filter((one) => one !== token),
    signedElsewhere,
    body,
    `${body}.`,
    `.${signature}`,
    `${token}.${signature}`,
    `${token}A`,
    token.slice(0, -4),
    `A${token}`,
  ];
};

const extra: readonly (readonly [name: string, value: unknown])[] = [
  ['caseId', victim.id],
  ['case', victim.id],
  ['owner', me],
  ['person', other],
  ['personId', other],
  ['version', 99],
  ['isLead', true],
  ['sensitive', false],
  ['__proto__', { isLead: true }],
  ['constructor', { prototype: { isLead: true } }],
];

const tamperedWith = ({ verb, data }: Button, sent: Json, foreign: ActionTokens): readonly Tampered[] => [
  ...Object.keys(sent)
    .filter((name) => name !== 'token')
    .flatMap((name) => [
      { how: `without ${name}`, verb, data: without(sent, name) },
      ...foreignValues.map((value) => ({
        how: `${name} = ${JSON.stringify(value).slice(0, 40)}`,
        verb,
        data: replaced(sent, name, value),
      })),
    ]),
  ...extra.map(([name, value]) => ({
    how: `more: ${name}`,
    verb,
    data: Object.defineProperty({ ...sent }, name, { value, enumerable: true }),
  })),
  ...['', 'cancel-draft', 'solved', 'lead-show', 'toString', `${verb} `].map((changed) => ({
    how: `verb ${changed}`,
    verb: changed,
    data: sent,
  })),
  { how: 'nothing at all', verb, data: {} },
  ...(typeof data['token'] === 'string'
    ? forgedTokens(data['token'], foreign).map((token) => ({
        how: 'a forged token',
        verb,
        data: replaced(sent, 'token', token),
      }))
    : []),
];

const foreign = actionTokens([Buffer.from('b'.repeat(32)).toString('base64url')]);
const neverMade = (): string => assert.fail('the key is there');

describe('Every field of every button, tampered with', function () {
  this.timeout(120_000);
  let store: Store;
  let app: App;
  let tokens: ActionTokens;
  let number = 10_000;
  let tried = 0;
  let untouched = '';

  // A desk of its own for each card: what the one before left open would be loaded with every change of the settings.
  beforeEach(async () => {
    store = await open({ path: ':memory:' });
    app = await appOn(store);
    tokens = actionTokens([await store.secret('action-token', neverMade)]);
    await app.receive(saying('help'));
    await app.receive(saying('help', otherAgent));
    await store.commit(keeping(victim));
    await store.commit(keeping(bystander));
    untouched = await others();
  });
  afterEach(() => store.close());

  /** The sample's card in front of me, about a case of mine that the store holds; null for cards without a case. */
  const shown = async ({ sample }: NamedSample): Promise<{ card: Json; about: Case | null }> => {
    const context = sampleContext(sample, samples.desk, house(), 'en');
    number += 1;
    const about =
      context.case === null
        ? null
        : {
            ...context.case,
            id: `case-${String(number)}`,
            number,
            version: 1,
            owner: me,
            ownerName: agent.name,
          };
    if (about !== null) await store.commit(keeping(about));
    const picture =
      about !== null && 'caseId' in sample.picture ? { ...sample.picture, caseId: about.id } : sample.picture;
    const { json } = cardFor(picture, {
      ...context,
      case: about,
      token: (bound) => tokens.sign({ ...bound, audience: me }),
    });
    return { card: JSON.parse(json) as Json, about };
  };

  const others = async (): Promise<string> =>
    JSON.stringify([
      await store.case(victim.id),
      await store.case(bystander.id),
      await store.person(other),
      await store.record(victim.id),
      await store.record(bystander.id),
    ]);

  const check = async (of: NamedSample, at: number): Promise<void> => {
    let { card, about } = await shown(of);
    for (let n = 0; ; n += 1) {
      const button = buttonsOn(card)[at] ?? assert.fail('the card lost a button');
      const one = tamperedWith(button, sentBy(card, button), foreign)[n];
      if (one === undefined) return;
      const name = `${of.card}.${of.name}, ${button.verb}, ${one.how}`;
      const answer = await app.receive(clicking(one.verb, one.data));
      tried += 1;
      assert.notEqual(answer.kind, 'busy', name);
      assert.ok(!JSON.stringify(answer).includes(canary), `${name}: shows another’s case`);
      assert.equal(await others(), untouched, `${name}: something else changed`);
      const after = about === null ? null : await store.case(about.id);
      if (about === null || after === null || after.version === about.version) {
        assert.deepEqual(after, about, `${name}: changed without a step`);
        continue;
      }
      assert.notEqual(one.how, 'a forged token', name);
      assert.equal(after.version, about.version + 1, `${name}: more than one step`);
      assert.deepEqual([after.id, after.number], [about.id, about.number], name);
      for (const { by } of await store.record(about.id)) assert.equal(by, me, `${name}: in another’s name`);
      ({ card, about } = await shown(of));
    }
  };

  /** The same button stands on many cards: each is tried in every way once. */
  const done = new Set<string>();
  const isNew = (button: Button, sent: Json): boolean => {
    const { token, ...rest } = button.data;
    const one = JSON.stringify([button.verb, typeof token, rest, Object.keys(sent)]);
    return !done.has(one) && done.add(one).size > 0;
  };

  for (const of of samples.samples)
    it(`cannot reach another case, person or step from ${of.card}, ${of.name}`, async () => {
      const { card } = await shown(of);
      for (const [at, button] of buttonsOn(card).entries())
        if (isNew(button, sentBy(card, button))) await check(of, at);
    });

  it('fault 45: names that every object has change nothing for anybody', () => {
    assert.equal('isLead' in {}, false);
    assert.deepEqual(Object.keys(Object.prototype), []);
  });

  it('was tried with thousands of changes', () => {
    assert.ok(tried > 5_000, `only ${String(tried)}`);
  });
});
