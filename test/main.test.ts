import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../src/app.ts';
import { aCase, keeping } from './store/samples.ts';

const root = join(import.meta.dirname, '..');

/** Notes the most rows a statement gave, from before anything opens a database. */
const counting = (report: string): string => `
  const { writeFileSync } = require('node:fs');
  const { StatementSync } = require('node:sqlite');
  const { all, iterate } = StatementSync.prototype;
  let most = -1;
  const count = (rows) => {
    if (rows.length > most) writeFileSync(${JSON.stringify(report)}, String(most = rows.length));
    return rows;
  };
  count([]);
  StatementSync.prototype.all = function (...values) { return count(all.apply(this, values)); };
  StatementSync.prototype.iterate = function (...values) { return count([...iterate.apply(this, values)]).values(); };`;

const production = {
  NODE_ENV: 'production',
  MicrosoftAppId: '00000000-0000-0000-0000-00000000b071',
  MicrosoftAppTenantId: '00000000-0000-0000-0000-000000000001',
  MicrosoftAppPassword: 'not-used-here',
};
const demo = { DEMO_PLAYGROUND: 'off', LOG_LEVEL: 'info' };
const manyCases = 200;

describe('A server starts', function () {
  this.timeout(60_000);
  let folder = '';

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'handoff-main-'));
    const store = await openStore({ dataFolder: folder, databaseUrl: null });
    await Promise.all(
      Array.from({ length: manyCases }, (_, nth) => store.commit(keeping(aCase({ number: 1001 + nth })))),
    );
    await store.close();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const started = (mode: object, flags: readonly string[] = []) => {
    const env = {
      PATH: process.env['PATH'],
      HOST: '127.0.0.1',
      PORT: '0',
      OPERATOR_PORT: 'off',
      DATA_FOLDER: folder,
      ...mode,
    };
    const args = [...flags, '-r', './src/start.cjs', 'src/main.ts'];
    return spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
  };

  /** The most rows any statement gave until the server listened. */
  const mostRowsRead = async (mode: object): Promise<number> => {
    const [preload, report] = [join(folder, 'count.cjs'), join(folder, 'rows')];
    writeFileSync(preload, counting(report));
    const server = started(mode, ['-r', preload]);
    let said = '';
    while (!/listening|runs as a demo/.test(said)) said += String((await once(server.stdout, 'data'))[0]);
    server.kill('SIGTERM');
    await once(server, 'exit');
    return Number(readFileSync(report, 'utf8'));
  };

  it('without reading through all cases there are', async () => {
    assert.ok((await mostRowsRead(production)) < manyCases);
  });

  it('and only as a demo looks whether there are any', async () => {
    assert.equal(await mostRowsRead(demo), manyCases);
  });
});
