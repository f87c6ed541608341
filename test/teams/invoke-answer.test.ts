import assert from 'node:assert/strict';
import type { Answer } from '../../src/flow/ports.ts';
import { startDesk } from '../stand-in/desk.ts';

type Desk = Awaited<ReturnType<typeof startDesk>>;

const card = { type: 'AdaptiveCard', version: '1.5' };

describe('What Teams gets for an answer', () => {
  const answer: { now: Answer } = { now: { kind: 'nothing' } };
  let desk: Desk;
  before(async () => {
    desk = await startDesk({ receive: () => Promise.resolve(answer.now) });
  });
  after(() => desk.close());

  const cardBody = { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: card };
  const messageBody = (value: string) => ({
    statusCode: 200,
    type: 'application/vnd.microsoft.activity.message',
    value,
  });
  const results = (all: readonly unknown[]) => ({
    statusCode: 200,
    type: 'application/vnd.microsoft.search.searchResponse',
    value: { results: all },
  });
  const choice = { title: 'Contoso', value: 'c-1' };
  const attached = { contentType: 'application/vnd.microsoft.card.adaptive', content: card };
  const emptyExtension = { composeExtension: { type: 'result', attachmentLayout: 'list', attachments: [] } };

  const rows: readonly (readonly [string, Answer, number, unknown])[] = [
    ['adaptiveCard/action', { kind: 'card', json: JSON.stringify(card) }, 200, cardBody],
    ['adaptiveCard/action', { kind: 'message', text: 'Not yours' }, 200, messageBody('Not yours')],
    ['adaptiveCard/action', { kind: 'nothing' }, 200, messageBody('')],
    ['adaptiveCard/action', { kind: 'busy' }, 503, null],
    ['application/search', { kind: 'choices', choices: [choice] }, 200, results([choice])],
    ['application/search', { kind: 'nothing' }, 200, results([])],
    ['task/fetch', { kind: 'message', text: 'No' }, 200, { task: { type: 'message', value: 'No' } }],
    [
      'task/fetch',
      { kind: 'card', json: JSON.stringify(card) },
      200,
      { task: { type: 'continue', value: { card: attached } } },
    ],
    ['task/submit', { kind: 'nothing' }, 200, {}],
    ['composeExtension/query', { kind: 'nothing' }, 200, emptyExtension],
    [
      'composeExtension/query',
      { kind: 'message', text: 'No' },
      200,
      { composeExtension: { type: 'message', text: 'No' } },
    ],
    ['composeExtension/submitAction', { kind: 'nothing' }, 200, {}],
    ['fileConsent/invoke', { kind: 'nothing' }, 200, null],
    ['signin/verifyState', { kind: 'nothing' }, 200, null],
    ['constructor', { kind: 'nothing' }, 200, null],
    ['new/thing', { kind: 'message', text: 'No' }, 200, null],
  ];
  for (const [name, given, status, body] of rows)
    it(`for ${name} when the desk says "${given.kind}" is ${status}`, async () => {
      answer.now = given;
      const got = await desk.deliver(desk.teams.activities.invoke(name));
      assert.deepEqual({ status: got.status, body: got.body }, { status, body });
    });

  it('for a message is an empty 200, or 503 when the desk cannot take it now', async () => {
    const messages: readonly (readonly [Answer, number])[] = [
      [{ kind: 'nothing' }, 200],
      [{ kind: 'card', json: JSON.stringify(card) }, 200],
      [{ kind: 'busy' }, 503],
    ];
    for (const [given, status] of messages) {
      answer.now = given;
      const got = await desk.deliver(desk.teams.activities.message('x'));
      assert.deepEqual([got.status, got.text], [status, '']);
    }
    assert.deepEqual(desk.teams.sent, []);
  });
});
