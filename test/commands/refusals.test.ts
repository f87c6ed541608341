import assert from 'node:assert/strict';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { openStore } from '../../src/app.ts';
import { aFolder, run, type Environment, type Ran } from './desk-at-work.ts';

const header = 'name,domain,cloud\n';

describe('A command that cannot be done', function () {
  this.timeout(60_000);
  let folder = '';
  beforeEach(() => (folder = aFolder()));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const at = (name: string): string => join(folder, name);
  const data = (): string => at('data');
  const command = (name: string, args: readonly string[], more: Environment = {}): Promise<Ran> =>
    run(name, args, { DATA_FOLDER: data(), ...more }, folder);
  const database = async (): Promise<void> =>
    (await openStore({ dataFolder: data(), databaseUrl: null })).close();

  it('says in words what the system refused, and what to do', async () => {
    await database();
    rmSync(join(data(), 'handoff.db.owner'));
    mkdirSync(join(data(), 'handoff.db.owner'));
    const backedUp = await command('backup', ['--out', at('backup.db')]);
    assert.equal(backedUp.code, 0, backedUp.err);
    const { code, err } = await command('restore', ['--from', at('backup.db')]);
    assert.equal(code, 1);
    assert.match(err, /found a file that cannot be opened; .* Check DATA_FOLDER/);
    assert.doesNotMatch(err, /defect/);
  });

  it('names a .env that cannot be read', async () => {
    mkdirSync(at('.env'));
    for (const name of ['backup', 'import', 'package']) {
      const { code, err } = await command(name, name === 'backup' ? ['--out', at('x')] : []);
      assert.equal(code, 2, err);
      if (name !== 'import') assert.match(err, /^\.env: found something that cannot be read; .*take it away/);
    }
    const { code, out } = await command('doctor', []);
    assert.equal(code, 1);
    assert.match(out, /wrong +configuration: \.env: found something that cannot be read/);
  });

  it('needs of the configuration only where the data is', async () => {
    await database();
    const wrong = { PORT: 'door', MicrosoftAppCertificateFile: '/root/closed.pem', NODE_ENV: 'production' };
    const { code, err } = await command('backup', ['--out', at('backup.db')], wrong);
    assert.equal(code, 0, err);
  });

  describe('for an import', () => {
    const imported = (...args: readonly string[]) => command('import', args);

    it('says that the file is not there, is a folder, or that it takes only one', async () => {
      for (const [args, says] of [
        [[at('none.csv')], /none\.csv: found nothing there; .* Check the path/],
        [[folder], /: found a folder; .* Name the file/],
        [[at('a.csv'), at('b.csv')], /npm run import: found 2 words; expected the path of one/],
        [[], /npm run import: found no file/],
      ] as const) {
        const { code, out, err } = await imported(...args);
        assert.deepEqual([code, out], [2, '']);
        assert.match(err, says);
      }
      assert.ok(!existsSync(data()));
    });

    it('names the new database it made, and only then', async () => {
      writeFileSync(at('customers.csv'), `${header}Fabrikam,fabrikam.example,global\n`);
      const first = await imported(at('customers.csv'));
      assert.equal(first.code, 0, first.err);
      assert.match(first.out, /a new one was made: .*handoff\.db\n.* set DATA_FOLDER/);
      const second = await imported(at('customers.csv'));
      assert.equal(second.out, '1 customers read: 0 added, 0 changed, 1 as before.\n');
    });
  });

  it('says for an export where the file is, from the root', async () => {
    await database();
    writeFileSync(at('customers.csv'), `${header}Fabrikam,fabrikam.example,global\n`);
    await command('import', [at('customers.csv')]);
    const { out } = await command('export', ['--customer', 'fabrikam.example', '--out', 'fabrikam.json']);
    assert.match(out, /^Written: .*fabrikam\.json\n$/);
    assert.ok(isAbsolute(out.slice('Written: '.length).trim()));
  });

  it('says that the facts to explain are not there', async () => {
    const { code, err } = await command('policy', ['explain', at('facts.json')]);
    assert.equal(code, 2);
    assert.match(err, /facts\.json: found nothing there; .* Check the path/);
  });
});
