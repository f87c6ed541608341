import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import pg from 'pg';
import { systemClock } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { Fault } from '../src/fault.ts';
import { createFindings } from '../src/operations-findings.ts';
import { agent } from './stand-in/activities.ts';
import { openDesk, until, type DeskAtWork } from './commands/desk-at-work.ts';
import { cardLines } from './scenarios/card-text.ts';
import { sharedPostgres } from './store/postgres-server.ts';

/** The result is told a little later than the test posts, so that these can end. */
const laterMinutes = 1;

describe('A lead who asks for a check', () => {
  let desk: DeskAtWork | null = null;
  const folders: string[] = [];
  const aLead = async (more: Readonly<Record<string, string>> = {}): Promise<DeskAtWork> =>
    (desk = await openDesk({ LEADS: agent.objectId, ...more }));
  afterEach(async () => {
    await desk?.close();
    desk = null;
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  /** What the card of results says, once it is there. */
  const checked = async (at: DeskAtWork, title: string): Promise<string> => {
    await at.posts('check');
    await until(() => at.teams.sent.length > 0);
    at.advance(laterMinutes);
    await at.posts('thanks');
    let found: string | undefined;
    await until(() => {
      const cards = at.teams.sent.map(({ card }) => (card === null ? '' : cardLines(card).join('\n')));
      found = cards.find((lines) => lines.includes(title));
      return found !== undefined;
    });
    return found ?? '';
  };

  it('sees beside the test posts that the server is well, and what is worth knowing', async () => {
    const lines = await checked(await aLead(), 'Delivery check');
    assert.match(lines, /The installation/);
    assert.match(lines, /a client secret is set; only Entra ID knows when it ends/);
    assert.match(lines, /In order[^]*Configuration[^]*Database[^]*Network/);
  });

  it('reads it in his own language', async () => {
    const at = await aLead();
    await at.posts('check', { ...agent, locale: 'ja-JP' });
    await until(() => at.teams.sent.length > 0);
    at.advance(laterMinutes);
    await at.posts('help', { ...agent, locale: 'ja-JP' });
    await until(() =>
      at.teams.sent.some(
        ({ card }) => card !== null && cardLines(card).join('\n').includes('サーバーの状態'),
      ),
    );
  });

  it('sees that the bot gets no token, and what to look at', async () => {
    const at = await aLead();
    await at.agent.says('help');
    at.teams.loginAnswers({ status: 401, body: { error: 'invalid_client' } });
    const lines = await checked(at, 'Delivery check');
    assert.match(lines, /the bot gets no token/);
    assert.match(lines, /Check MicrosoftAppId/);
  });

  it('sees that the account may no longer write to PostgreSQL, and what to do', async () => {
    const url = new URL(await (await sharedPostgres()).fresh());
    const owner = new pg.Client({ connectionString: url.href });
    await owner.connect();
    await owner.query(`create role writer login password 'writer'`);
    const [, schema = ''] = /search_path%3D(\w+)/.exec(url.href) ?? [];
    await owner.query(`grant usage, create on schema ${schema} to writer`);
    [url.username, url.password] = ['writer', 'writer'];
    try {
      const at = await aLead({ DATABASE_URL: url.href });
      await owner.query('revoke delete on numbers, search from writer');
      const lines = await checked(at, 'Delivery check');
      assert.match(lines, /lacks rights: delete on numbers, search/);
      assert.match(lines, /Let the owner of the tables grant them/);
    } finally {
      await desk?.close();
      desk = null;
      await owner.query('drop owned by writer');
      await owner.query('drop role writer');
      await owner.end();
    }
  });

  it('sees that the database became a standby, by the words for it', async () => {
    const { config } = readConfig({ DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none' });
    assert.ok(config !== null);
    const findings = createFindings({
      config,
      clock: systemClock,
      use: () => Promise.reject(new Fault('store-read-only')),
      probe: () => Promise.reject(new Error('not asked in the demo')),
    });
    const wrong = (await findings()).filter(({ is }) => is === 'wrong').map(({ id }) => id);
    assert.deepEqual(wrong, ['database-read-only']);
  });
});
