import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { App } from '../../src/app.ts';
import { actionTokens } from '../../src/flow/action-token.ts';
import type { Store } from '../../src/flow/ports.ts';
import { open } from '../../src/store/sqlite.ts';
import type { What } from '../../src/triage/inbound.ts';
import { cardLines, type Json } from '../scenarios/card-text.ts';
import { openStage, personAt } from '../scenarios/play.ts';
import { agent, otherAgent } from '../stand-in/activities.ts';
import { keeping } from '../store/samples.ts';
import { appOn, clicking, houseData, inboundFrom, saying } from './apps.ts';
import { deskTime, openVerdict, problem } from './clicking.ts';

const personIdOf = ({
  tenantId,
  objectId,
}: {
  readonly tenantId: string;
  readonly objectId: string;
}): string => `${tenantId}/${objectId}`.toLowerCase();

const tokensOf = async (store: Store) =>
  actionTokens([await store.secret('action-token', () => assert.fail('the key is there'))]);

/** A case that only its owner and the leads may see, already decided. */
const sensitiveCase = async (app: App, store: Store) => {
  await app.receive(saying('Strange virtual machines appeared, looks like fraud, crypto mining', otherAgent));
  const [draft] = await store.drafts(personIdOf(otherAgent));
  assert.ok(draft);
  const kept = { ...draft, version: draft.version + 1, sensitive: true };
  await store.commit(keeping(kept, 'fraud'));
  return kept;
};

describe('Turns among people, versions and failures', () => {
  let store: Store;
  beforeEach(async () => {
    store = await open({ path: ':memory:' });
  });
  afterEach(() => store.close());

  it('fault 44: a lead whose role was taken away is refused what only leads may see, at his next click', async () => {
    const asLead = await appOn(store, { leads: [agent.objectId] });
    await asLead.receive(saying('help'));
    const secret = await sensitiveCase(asLead, store);
    const tokens = await tokensOf(store);
    const bound = { caseId: secret.id, version: secret.version, card: 'case', audience: personIdOf(agent) };
    const click = () => clicking('open', { token: tokens.sign(bound) });
    const seen = await asLead.receive(click());
    const refused = await (await appOn(store, { leads: [] })).receive(click());
    assert.ok(seen.kind === 'card' && seen.json.includes('crypto mining'));
    assert.ok(refused.kind === 'card' && !refused.json.includes('crypto mining'));
  });

  it('fault 62: a verdict keeps the policy it was made under, and a draft is decided by the newest', async () => {
    const stage = await openStage(deskTime);
    const { shown, subject } = await openVerdict(stage);
    const { policyVersion, verdict } = subject.decision ?? assert.fail('the case is decided');
    const data = houseData();
    const next = await appOn(stage.store, {
      data: { ...data, policy: { ...data.policy, version: 'of-tomorrow' } },
    });
    const tokens = await tokensOf(stage.store);
    const bound = { caseId: subject.id, version: subject.version, card: 'case', audience: personIdOf(agent) };
    const answer = await next.receive(clicking('show', { token: tokens.sign(bound), panel: 'verdict' }));
    const after = await stage.store.case(subject.id);
    await stage.close();
    assert.ok(answer.kind === 'card');
    assert.equal(cardLines(JSON.parse(answer.json) as Json)[0], cardLines(shown.card)[0]);
    assert.deepEqual([after?.decision?.policyVersion, after?.decision?.verdict], [policyVersion, verdict]);
    assert.notEqual(policyVersion, 'of-tomorrow');
  });

  const inputs: readonly What[] = [
    { kind: 'message', text: problem, files: [] },
    { kind: 'message', text: 'help', files: [] },
    { kind: 'message', text: 'my cases', files: [] },
    { kind: 'message', text: 'find contoso', files: [] },
    { kind: 'action', verb: 'new-case', data: {}, cardActivityId: null, automatic: false },
    { kind: 'action', verb: 'answer', data: { token: 'x' }, cardActivityId: 'card-1', automatic: false },
    { kind: 'search', dataset: 'customers', query: 'contoso', top: 15, skip: 0 },
    { kind: 'installed' },
    { kind: 'removed' },
    { kind: 'edited', text: 'x' },
    { kind: 'other', name: 'typing' },
  ];
  const methods = [
    'commit',
    'seen',
    'case',
    'drafts',
    'openCases',
    'findCases',
    'person',
    'customer',
    'findCustomers',
    'nextCaseNumber',
  ] as const satisfies readonly (keyof Store)[];

  for (const method of methods)
    it(`fault 70: when the store throws at "${method}", each turn is answered and the next one works`, async () => {
      const state = { isBroken: false };
      const breaking = new Proxy(store, {
        get: (target, name, receiver) => {
          const real: unknown = Reflect.get(target, name, receiver);
          if (typeof real !== 'function') return real;
          if (name === method && state.isBroken) return () => Promise.reject(new Error('the secret cause'));
          return (...given: readonly unknown[]): unknown => Reflect.apply(real, target, [...given]);
        },
      });
      const app = await appOn(breaking);
      for (const what of inputs) {
        state.isBroken = true;
        const answer = await app.receive(inboundFrom(what));
        assert.ok(!JSON.stringify(answer).includes('secret cause'));
        state.isBroken = false;
        assert.notEqual((await app.receive(saying('help'))).kind, 'busy');
      }
    });

  it('fault 75: of a file only name and kind are read; nothing is fetched, whatever its address', async () => {
    const asked: string[] = [];
    const thief = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end();
    });
    await new Promise<void>((resolve) => thief.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${String((thief.address() as AddressInfo).port)}`;
    const stage = await openStage(deskTime);
    const hands = personAt(stage);
    await hands.says(problem, {
      attachments: [
        'application/vnd.microsoft.teams.file.download.info',
        'image/png',
        'application/zip',
        'application/x-msdownload',
      ].map((contentType) => ({
        contentType,
        name: 'bomb.zip',
        contentUrl: `${address}/a`,
        thumbnailUrl: `${address}/b`,
        content: { downloadUrl: `${address}/c`, uniqueId: '1', fileType: 'zip', size: 4_294_967_296 },
      })),
    });
    const sent = JSON.stringify(stage.teams.sent);
    await stage.close();
    await new Promise((resolve) => thief.close(resolve));
    assert.deepEqual(asked, []);
    assert.ok(!sent.includes(address));
  });
});
