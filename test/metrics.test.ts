import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { openDesk, toVerdict, until, type DeskAtWork } from './commands/desk-at-work.ts';

describe('The operator’s port', () => {
  let desk: DeskAtWork;
  before(async () => {
    desk = await openDesk();
  });
  after(() => desk.close());

  const page = async (path: string) => {
    const answer = await fetch(`${desk.operatorUrl}${path}`);
    return { status: answer.status, body: await answer.text() };
  };

  it('says that the server is ready, and what waits', async () => {
    const { status, body } = await page('/readyz');
    assert.equal(status, 200, body);
    assert.deepEqual(JSON.parse(body), {
      status: 'ready',
      reasons: [],
      outbox: { waiting: 0, parked: 0, unknown: 0, dead: 0, quarantined: 0, oldestDueMs: 0 },
    });
  });

  it('serves nothing else, and nothing of it stands on the bot’s own port', async () => {
    assert.equal((await page('/api/messages')).status, 404);
    assert.equal((await page('/__proto__')).status, 404);
    assert.equal((await fetch(`${desk.operatorUrl}/readyz`, { method: 'POST' })).status, 404);
    for (const path of ['/metrics', '/readyz']) assert.equal((await fetch(`${desk.url}${path}`)).status, 404);
    assert.equal((await fetch(`${desk.url}/healthz`)).status, 200);
  });

  it('counts turns and sends, with how long a turn took', async () => {
    await desk.agent.says('help');
    await until(async () => (await page('/metrics')).body.includes('handoff_sends_total{result="sent"} 1'));
    const { body } = await page('/metrics');
    assert.match(body, /handoff_turns_total\{kind="message",result="nothing"\} 1/);
    assert.match(body, /handoff_turn_seconds_count\{kind="message"\} 1/);
    assert.match(body, /handoff_outbox_messages\{state="waiting"\} 0/);
    assert.match(body, /handoff_store_answers 1/);
    assert.match(body, /handoff_memory_used_ratio\{of="process"\} 0\.\d+/);
  });

  it('counts verdicts by their outcome', async () => {
    await toVerdict(desk.agent);
    const { body } = await page('/metrics');
    assert.match(body, /handoff_decisions_total\{outcome="[a-z-]+"\} 1/);
    assert.match(body, /handoff_turns_total\{kind="action",result="card"\} [1-9]/);
  });

  it('says why the bot cannot send', async () => {
    desk.teams.loginAnswers({ status: 401, body: { error: 'invalid_client' } });
    const tokenless = await openDesk({}, undefined, desk.teams);
    try {
      await tokenless.posts('help');
      await until(async () => (await fetch(`${tokenless.operatorUrl}/readyz`)).status === 503);
      assert.match(await (await fetch(`${tokenless.operatorUrl}/readyz`)).text(), /login: \w+/);
    } finally {
      desk.teams.loginAnswers(null);
      await tokenless.close();
    }
  });

  it('tells of retries, and of what has been due for too long', async () => {
    desk.teams.always({ status: 503 });
    await desk.posts('help');
    await until(async () => (await page('/metrics')).body.includes('handoff_sends_total{result="again"}'));
    desk.advance(6);
    const { status, body } = await page('/readyz');
    assert.equal(status, 503);
    assert.match(body, /outbox: a message has been due for \d{3} seconds/);
    assert.match((await page('/metrics')).body, /handoff_outbox_oldest_due_seconds 3\d\d/);
  });

  it('is not ready once the database is gone from under the server', async () => {
    rmSync(join(desk.folder, 'handoff.db'));
    const { status, body } = await page('/readyz');
    assert.equal(status, 503);
    assert.match(body, /store: store-gone/);
    assert.match((await page('/metrics')).body, /handoff_store_answers 0/);
  });
});

describe('What counts', () => {
  it('comes without OpenTelemetry, which would have spans to name', () => {
    const code = `import { createRequire } from 'node:module';
      import { createMetrics } from './src/metrics.ts';
      const { body } = await createMetrics().render(null, {});
      const files = Object.keys(createRequire(import.meta.url).cache);
      process.stdout.write(JSON.stringify({ body, spans: files.filter((path) => path.includes('opentelemetry')) }));`;
    const args = ['--input-type=module', '-e', code];
    const { stdout } = spawnSync(process.execPath, args, {
      cwd: join(import.meta.dirname, '..'),
      encoding: 'utf8',
    });
    const { body, spans } = JSON.parse(stdout) as {
      readonly body: string;
      readonly spans: readonly string[];
    };
    assert.match(body, /^process_cpu_seconds_total \d/m);
    assert.deepEqual(spans, []);
  });
});
