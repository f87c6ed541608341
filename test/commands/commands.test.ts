import assert from 'node:assert/strict';
import {
  copyFileSync,
  existsSync,
  readFileSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isJson } from './json.ts';
import { aFolder, canarySecret, openDesk, run, toVerdict, until } from './desk-at-work.ts';
import type { DeskAtWork } from './desk-at-work.ts';
import { agent, homeTenant } from '../stand-in/activities.ts';

const canary = 'A mailbox at Contoso Suites was hacked by Zanzibarine Xerxes and sends spam';
const domain = 'contoso-suites.example';
const personId = `${homeTenant}/${agent.objectId}`;

const bytesOf = (folder: string): string =>
  readdirSync(folder)
    .filter((name) => name.startsWith('handoff.db'))
    .map((name) => readFileSync(join(folder, name)).toString('latin1'))
    .join('\n');

describe('Commands beside a server at work', () => {
  let desk: DeskAtWork;
  beforeEach(async () => {
    desk = await openDesk();
    await toVerdict(desk.agent, canary);
  });
  afterEach(() => desk.close());

  const command = (name: string, ...args: readonly string[]) => run(name, args, desk.environment);

  it('erase a customer: nothing of it is left in any file, and the server goes on', async () => {
    assert.ok(bytesOf(desk.folder).includes('Zanzibarine Xerxes'));
    const { code, out, err } = await command('erase', '--customer', domain);
    assert.equal(code, 0, err);
    assert.match(out, /^Erased: 1 cases \(1 were open\)/);
    for (const text of ['Zanzibarine', 'zanzibarine', domain])
      assert.ok(!bytesOf(desk.folder).includes(text), text);
    const kase = await desk.store.caseByNumber(1001);
    assert.ok(kase !== null);
    assert.equal(await desk.store.brokenEntry(kase.id), null);
    await desk.agent.says('help');
  });

  it('erase a customer under an open card: the next click is answered kindly', async () => {
    assert.equal((await command('erase', '--customer', domain)).code, 0);
    await desk.agent.clicks('show:request');
    assert.match(JSON.stringify(desk.agent.shown().card), /AdaptiveCard/);
    assert.doesNotMatch(JSON.stringify(desk.agent.shown().card), /Zanzibarine/);
  });

  it('erase a person: nothing of theirs is left, and they may come back as somebody new', async () => {
    assert.ok(bytesOf(desk.folder).includes(agent.name));
    const { code, out, err } = await command('erase', '--person', personId.toUpperCase());
    assert.equal(code, 0, err);
    assert.match(out, /Nothing of theirs is found/);
    for (const text of [agent.name, agent.objectId, 'Zanzibarine'])
      assert.ok(!bytesOf(desk.folder).includes(text), text);
    await desk.agent.says('help');
    assert.equal((await desk.store.person(personId))?.name, agent.name);
  });

  it('name whom they do not know, and what was asked wrongly, by their exit codes', async () => {
    const unknown = await command('erase', '--customer', 'nobody.example');
    assert.deepEqual([unknown.code, unknown.out], [1, '']);
    assert.match(unknown.err, /nobody\.example: found no such customer/);
    for (const args of [[], ['--person', 'x'], ['--customer', 'a', '--person', 'b/c'], ['--nonsense']])
      assert.equal((await command('erase', ...args)).code, 2, args.join(' '));
  });

  it('export all of a customer and of a person, whole, with the records’ chains', async () => {
    const { code, out, err } = await command('export', '--customer', domain);
    assert.equal(code, 0, err);
    const found: unknown = JSON.parse(out);
    assert.ok(isJson(found) && Array.isArray(found['cases']));
    assert.match(out, /Zanzibarine Xerxes/);
    assert.match(out, /"isIntact": true/);
    const file = join(desk.folder, 'person.json');
    assert.equal((await command('export', '--person', personId, '--out', file)).code, 0);
    assert.match(readFileSync(file, 'utf8'), new RegExp(agent.name));
    assert.equal((await command('export', '--person', 'home/nobody')).code, 1);
  });

  it('back up under load, and the backup holds one moment of it', async () => {
    const file = join(desk.folder, 'backup.db');
    const load = Array.from({ length: 10 }, (_, at) => desk.posts(`new mail is down at Fabrikam ${at}`));
    const [{ code, out, err }] = await Promise.all([command('backup', '--out', file), ...load]);
    assert.equal(code, 0, err);
    assert.match(out, /every hash chain holds/);
    const verified = await command('restore', '--from', file, '--verify');
    assert.equal(verified.code, 0, verified.err);
    assert.equal((await command('backup', '--out', file)).code, 2, 'a backup was written over');
  });

  it('do not restore under a server at work', async () => {
    const file = join(desk.folder, 'backup.db');
    assert.equal((await command('backup', '--out', file)).code, 0);
    const { code, err } = await command('restore', '--from', file);
    assert.equal(code, 1);
    assert.match(err, /another Handoff server at work/);
    await desk.agent.says('help');
  });

  it('never show the bot’s secret or what people wrote in any log line, card, page or output', async () => {
    await command('doctor');
    desk.teams.loginAnswers({
      status: 401,
      body: { error: 'invalid_client', error_description: canarySecret },
    });
    desk.teams.script({ status: 400, body: { error: { message: canary } } });
    await desk.posts('Zanzibarine Xerxes asks for help');
    await until(() => desk.logged().length > 0);
    const doctor = await command('doctor');
    const pages = await Promise.all(
      ['/readyz', '/metrics'].map(async (path) => (await fetch(desk.operatorUrl + path)).text()),
    );
    const cards = JSON.stringify([...desk.teams.sent]);
    for (const text of [desk.logged(), doctor.out, doctor.err, ...pages]) {
      assert.ok(!text.includes(canarySecret));
      assert.ok(!text.includes('Zanzibarine'));
      assert.ok(!text.includes(agent.name));
    }
    assert.ok(!cards.includes(canarySecret));
    assert.ok(!bytesOf(desk.folder).includes(canarySecret));
  });
});

describe('Restoring a backup', () => {
  let desk: DeskAtWork;
  let folder = '';
  let file = '';
  beforeEach(async () => {
    folder = aFolder();
    file = join(folder, 'monday.db');
    desk = await openDesk({}, folder);
    await toVerdict(desk.agent, canary);
    // Teams is away: what was queued before the backup is sent after it.
    desk.teams.always({ status: 503 });
    await desk.posts('help');
    assert.equal((await run('backup', ['--out', file], desk.environment)).code, 0);
    desk.teams.always(null);
    desk.advance(1);
    await until(() => desk.teams.sent.length > 0);
    await desk.stop();
  });
  afterEach(async () => {
    await desk.teams.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('brings the cases back, keeps the database it replaced, and sends nothing old', async () => {
    const restored = await run('restore', ['--from', file], desk.environment);
    assert.equal(restored.code, 0, restored.err);
    assert.match(restored.out, /[1-9] messages and overdue reminders are kept/);
    assert.ok(readdirSync(folder).some((name) => name.startsWith('handoff.db.before-')));
    const sentBefore = desk.teams.sent.length;
    const again = await openDesk({}, folder, desk.teams);
    try {
      again.advance(120);
      await again.agent.says('help');
      assert.equal(desk.teams.sent.length, sentBefore + 1, 'something old was sent');
      assert.notEqual(await again.store.caseByNumber(1001), null);
      assert.equal(await again.store.nextCaseNumber(), 2002);
      const doctor = await run('doctor', [], again.environment);
      assert.match(doctor.out, /([2-9]|One|\d\d+) messages? from before a restore (is|are) kept back/);
    } finally {
      await again.stop();
    }
  });

  for (const [damage, hurt] of [
    ['cut short', () => truncateSync(file, 20_000)],
    ['not a database', () => writeFileSync(file, 'x'.repeat(5_000))],
    ['of another program', () => writeForeign(file)],
    ['with a record that was rewritten', () => rewriteRecord(file)],
    ['that does not exist', () => rmSync(file)],
  ] as const)
    it(`refuses one ${damage}, and leaves everything as it is`, async () => {
      hurt();
      const path = join(folder, 'handoff.db');
      const before = readFileSync(path);
      for (const more of [['--verify'], []]) {
        const { code, out, err } = await run('restore', ['--from', file, ...more], desk.environment);
        assert.deepEqual([code, out], [1, ''], err);
        assert.match(err, /nothing was changed|Check the path/i);
      }
      assert.deepEqual(readFileSync(path), before);
      assert.ok(!readdirSync(folder).some((name) => name.includes('restoring')));
    });

  it('works where there is no database any more', async () => {
    for (const name of readdirSync(folder)) if (name.startsWith('handoff.db')) rmSync(join(folder, name));
    assert.equal((await run('restore', ['--from', file], desk.environment)).code, 0);
    assert.ok(existsSync(join(folder, 'handoff.db')));
  });

  it('replaces a database that is damaged', async () => {
    const path = join(folder, 'handoff.db');
    const bytes = readFileSync(path);
    bytes.fill(0xff, 4_096, 12_288);
    writeFileSync(path, bytes);
    const { code, err } = await run('restore', ['--from', file], desk.environment);
    assert.equal(code, 0, err);
    assert.equal((await run('restore', ['--from', path, '--verify'], desk.environment)).code, 0);
  });

  it('does not need the backup any more once it is restored', async () => {
    const copy = join(folder, 'copy.db');
    copyFileSync(file, copy);
    assert.equal((await run('restore', ['--from', file], desk.environment)).code, 0);
    assert.deepEqual(readFileSync(file), readFileSync(copy));
  });
});

const writeForeign = (path: string): void => {
  rmSync(path);
  const db = new DatabaseSync(path);
  db.exec('create table theirs (x)');
  db.close();
};

const rewriteRecord = (path: string): void => {
  const db = new DatabaseSync(path);
  db.exec(`update record set entry = replace(entry, 'decided', 'opened') where entry like '%decided%'`);
  db.close();
};
