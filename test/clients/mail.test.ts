import assert from 'node:assert/strict';
import { createMail } from '../../src/clients/mail.ts';
import type { Delivery, Mail, OutgoingMail } from '../../src/flow/ports.ts';
import { createLog } from '../../src/log.ts';
import { createGraph, type Graph } from '../../src/outbound/graph.ts';
import { appId, homeTenant } from '../stand-in/activities.ts';
import { startGraph, type GraphStandIn, type Scripted } from '../stand-in/graph.ts';

const from = 'desk@fabrikam.example';
const now = Date.parse('2026-11-20T09:00:00Z');
const letter: OutgoingMail = {
  to: { name: '佐藤 花子', email: 'hanako@contoso.example' },
  replyTo: { name: 'Fabrikam Cloud', email: 'help@fabrikam.example' },
  subject: 'Fabrikam Cloud:\r\nBcc: everybody@contoso.example',
  text: 'お世話になっております。\n<b>届きましたか</b>',
  reference: 'case-1001/2',
};

describe('A mail to a customer', () => {
  let graph: GraphStandIn;
  let way: Graph;
  let mail: Mail;

  const open = (change: { readonly graphUrl?: string; readonly mailbox?: string } = {}) => {
    const addresses = { ...graph.addresses, ...(change.graphUrl === undefined ? {} : change) };
    way = createGraph({
      cloud: 'public',
      addresses,
      identity: {
        appId,
        type: 'MultiTenant',
        tenantId: 'elsewhere',
        credential: { kind: 'secret', secret: 's' },
      },
      tenantId: homeTenant,
      now: Date.now,
      log: createLog('silent'),
    });
    mail = createMail(way, change.mailbox ?? from, createLog('silent'), () => now);
  };
  const send = (): Promise<Delivery> => mail.send(letter);

  beforeEach(async () => {
    graph = await startGraph();
    open();
  });
  afterEach(async () => {
    await way.close();
    await graph.close();
  });

  it('goes as plain text from the desk’s mailbox, with the desk to answer to', async () => {
    assert.deepEqual(await send(), { kind: 'delivered', activityId: '' });
    assert.deepEqual(graph.accepted, [
      {
        subject: 'Fabrikam Cloud: Bcc: everybody@contoso.example',
        body: { contentType: 'Text', content: letter.text },
        toRecipients: [{ emailAddress: { name: '佐藤 花子', address: 'hanako@contoso.example' } }],
        replyTo: [{ emailAddress: { name: 'Fabrikam Cloud', address: 'help@fabrikam.example' } }],
        internetMessageHeaders: [
          { name: 'X-Auto-Response-Suppress', value: 'OOF, AutoReply' },
          { name: 'X-Handoff-Message', value: 'case-1001/2' },
        ],
      },
    ]);
  });

  it('carries a token for Graph alone, asked for at the partner’s own tenant, once for many', async () => {
    await Promise.all([send(), send()]);
    const form = new URLSearchParams(graph.logins[0]?.body);
    assert.deepEqual(
      graph.logins.map(({ path }) => path),
      [`/${homeTenant}/oauth2/v2.0/token`],
    );
    assert.match(form.get('scope') ?? '', new RegExp(`^${graph.url}/\\.default\\b`));
  });

  /** What Graph answers, and how the send has ended then. Nothing is asked twice. */
  const ends: readonly (readonly [says: string, answer: Scripted, ends: Delivery])[] = [
    [
      'waits as long as it is told when there are too many',
      { status: 429, code: 'ErrorTooManyRequests', retryAfter: '7' },
      { kind: 'wait', notBeforeMs: 7_000, why: 'mail: 429 ErrorTooManyRequests' },
    ],
    [
      'waits until the hour it is told',
      { status: 429, code: 'tooManyRequests', retryAfter: 'Fri, 20 Nov 2026 09:00:30 GMT' },
      { kind: 'wait', notBeforeMs: 30_000, why: 'mail: 429 tooManyRequests' },
    ],
    [
      'waits by itself where it is not told for how long',
      { status: 429, code: 'tooManyRequests' },
      { kind: 'wait', notBeforeMs: null, why: 'mail: 429 tooManyRequests' },
    ],
    [
      'waits for a service that says when it is back',
      { status: 503, code: 'serviceNotAvailable', retryAfter: '60' },
      { kind: 'wait', notBeforeMs: 60_000, why: 'mail: 503 serviceNotAvailable' },
    ],
    [
      'may have arrived when the service failed half way',
      { status: 500, code: 'generalException' },
      { kind: 'unclear', why: 'mail: 500 generalException' },
    ],
    [
      'may have arrived when the service is unavailable without a word',
      { status: 503, code: 'serviceNotAvailable' },
      { kind: 'unclear', why: 'mail: 503 serviceNotAvailable' },
    ],
    [
      'may have arrived when a gateway gave up',
      { status: 504, code: 'GatewayTimeout', takes: true },
      { kind: 'unclear', why: 'mail: 504 GatewayTimeout' },
    ],
    [
      'is refused where the bot may not send from this mailbox',
      { status: 403, code: 'ErrorAccessDenied' },
      { kind: 'refused', why: 'mail: 403 ErrorAccessDenied' },
    ],
    ['is never sent when it is too large', { status: 413 }, { kind: 'too-large' }],
  ];
  for (const [says, answer, end] of ends)
    it(says, async () => {
      graph.script(answer);
      assert.deepEqual(await send(), end);
      assert.equal(graph.asked.length, 1);
    });

  it('may have arrived when the connection was cut, and is not sent again', async () => {
    graph.script({ resets: true, takes: true });
    const ended = await send();
    assert.equal(ended.kind, 'unclear');
    assert.equal(graph.asked.length, 1);
  });

  it('may have arrived when nobody answers in ten seconds', async function () {
    this.timeout(20_000);
    graph.script({ hangs: true, takes: true });
    const ended = await send();
    assert.equal(ended.kind, 'unclear');
    assert.equal(graph.asked.length, 1);
  });

  it('goes once more with a new token where the old one is no longer good', async () => {
    await send();
    graph.renewToken('graph-token-2');
    assert.equal((await send()).kind, 'delivered');
    assert.equal(graph.accepted.length, 2);
    assert.deepEqual(
      graph.asked.map(({ authorization }) => authorization),
      ['Bearer graph-token-1', 'Bearer graph-token-1', 'Bearer graph-token-2'],
    );
  });

  it('is refused where no token is ever good, after the second try', async () => {
    graph.script({ status: 401, code: 'InvalidAuthenticationToken' });
    graph.script({ status: 401, code: 'InvalidAuthenticationToken' });
    assert.deepEqual(await send(), { kind: 'refused', why: 'mail: 401 InvalidAuthenticationToken' });
    assert.equal(graph.asked.length, 2);
  });

  it('is refused where the mailbox does not exist', async () => {
    await way.close();
    open({ mailbox: 'nobody@fabrikam.example' });
    assert.deepEqual(await send(), { kind: 'refused', why: 'mail: 404 ErrorInvalidUser' });
  });

  it('waits, unsent, while the login gives no token or nobody listens', async () => {
    graph.loginDown(true);
    assert.equal((await send()).kind, 'wait');
    assert.equal(graph.asked.length, 0);
    graph.loginDown(false);
    await way.close();
    const { url } = await startGraph().then(async (gone) => (await gone.close(), gone));
    open({ graphUrl: url });
    assert.equal((await send()).kind, 'wait');
    assert.equal(graph.accepted.length, 0);
  });
});
