import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** What a process says that runs `code` after the web server was used. */
const saidBy = (code: string): unknown => {
  const args = ['--input-type=module', '-e', `import { createRequire } from 'node:module';${code}`];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  assert.equal(stderr, '');
  return JSON.parse(stdout);
};

const used = `
  import { createServer } from './src/http.ts';
  const require = createRequire(import.meta.url);
  const failing = async () => { throw new Error('no'); };
  const quiet = { debug() {}, info() {}, warn() {}, error() {} };
  const server = createServer({ messages: failing, healthy: () => true, host: '127.0.0.1', port: 0, log: quiet });
  const { port } = await server.listen();
  const statuses = [];
  for (const [method, path] of [['GET', '/healthz'], ['POST', '/api/messages'], ['GET', '/nothing'], ['GET', '/api/messages']])
    statuses.push((await fetch('http://127.0.0.1:' + port + path, { method })).status);
  await server.close();`;

/** Every error restify knows, as it looks made in each way restify makes them. */
const errors = `
  const errors = createRequire(require.resolve('restify/lib/server.js'))('restify-errors');
  const looks = (make) => {
    const { name, message, statusCode, code, restCode, body } = make();
    return { name, message, statusCode, code, restCode, body };
  };
  const all = Object.entries(errors).filter(([name]) => /^[A-Z].*Error$/.test(name) && !/^([VW]|Multi|PError)/.test(name));
  const made = all.map(([name, Kind]) => [
    name,
    looks(() => new Kind()),
    looks(() => new Kind('%s is not there', 'it')),
    looks(() => new Kind({ restCode: 'Own', info: { a: 1 } }, 'with %d', 1)),
    looks(() => new Kind(new Error('below'), 'above')),
  ]);
  const codes = [404, 405, 409, 500].map((status) => looks(() => errors.makeErrFromCode(status, '%s', 'made')));
  const Own = errors.makeConstructor('OwnError', { statusCode: 499 });
  const line = errors.bunyanSerializer(new errors.NotFoundError({ info: { a: 1 } }, 'gone'));
  process.stdout.write(JSON.stringify({ made, codes, own: looks(() => new Own('x')), line: line.message }));`;

describe('The web server’s package', () => {
  it('answers and refuses without all of lodash, the table of file endings and the printing of errors', () => {
    const { statuses, files } = saidBy(`${used}
      process.stdout.write(JSON.stringify({ statuses, files: Object.keys(require.cache) }));`) as {
      readonly statuses: readonly number[];
      readonly files: readonly string[];
    };
    assert.deepEqual(statuses, [200, 500, 404, 405]);
    assert.ok(files.some((path) => path.includes('/restify-errors/')));
    assert.deepEqual(
      files.filter((path) => /\/lodash\.js$|\/mime\/|serializer\.js$/.test(path)),
      [],
    );
  });

  it('makes the same errors as with all of its packages', () => {
    const whole = `const require = createRequire(import.meta.url); require('restify/lib/server.js');`;
    assert.deepEqual(saidBy(used + errors), saidBy(whole + errors));
  });
});
