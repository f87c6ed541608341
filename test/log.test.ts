import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createLog, faultFields } from '../src/log.ts';
import { aFolder, environmentOf, until } from './commands/desk-at-work.ts';
import { isJson } from './commands/json.ts';
import { agent, stranger, type Caller, type Json } from './stand-in/activities.ts';
import { deliver, startTeams } from './stand-in/teams.ts';

const canary = 'Zanzibarine';
const root = join(import.meta.dirname, '..');

/** Each holds the canary, and something that would end a line, colour a terminal, or close the JSON. */
const hostile: readonly (readonly [what: string, text: string])[] = [
  ['a line feed', `${canary}\n{"level":50,"msg":"forged"}`],
  ['a carriage return', `${canary}\r\n{"level":50,"msg":"forged"}`],
  ['an ANSI escape', `\u001b[2J\u001b[31m${canary}\u001b[0m`],
  ['an operating system command', `\u001b]0;${canary}\u0007`],
  ['a C1 control', `\u009b31m${canary}\u0085`],
  ['JSON that closes', `${canary}"},{"msg":"forged"}`],
  ['a backslash at the end', `${canary}\\`],
  ['a line separator', `${canary}\u2028{"msg":"forged"}\u2029`],
  ['a direction override', `\u202e${canary}\u2066`],
  ['half a character', `${canary}\ud83d`],
  ['a null', `${canary}\u0000`],
  ['a format string', `%s %j %o ${canary}`],
  ['a prototype', `__proto__ ${canary}`],
  ['a very long text', canary.repeat(2_000)],
  ['many lines', `${canary}\n`.repeat(500)],
];

const longestLine = 8_000;
// What a reader of logs may take for the end of a line, or a terminal for an order.
// eslint-disable-next-line no-control-regex
const unsafe = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/;

const insistWhole = (logged: string): readonly string[] => {
  assert.ok(logged === '' || logged.endsWith('\n'));
  const lines = logged.split('\n').slice(0, -1);
  for (const line of lines) {
    const found: unknown = JSON.parse(line);
    assert.ok(isJson(found) && typeof found['msg'] === 'string', line.slice(0, 200));
    assert.doesNotMatch(line, unsafe);
    assert.notEqual(found['msg'], 'forged');
    assert.ok(line.length <= longestLine, `${String(line.length)} characters: ${line.slice(0, 200)}`);
  }
  return lines;
};

describe('A log line', () => {
  const logged = (write: (log: ReturnType<typeof createLog>) => void): string => {
    let text = '';
    write(createLog('debug', { write: (line) => void (text += line) }));
    return text;
  };

  for (const [what, text] of hostile)
    it(`stays one line of JSON with ${what} in a field`, () => {
      const line = logged((log) => log.info({ why: text, deep: { more: [text] }, [text]: 1 }, 'tried'));
      assert.equal(insistWhole(line).length, 1);
      assert.ok(line.includes(canary));
    });

  it('is short whatever a field brings along', () => {
    const wide = Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`field${String(at)}`, at]));
    let deep: unknown = 'end';
    for (let at = 0; at < 5_000; at += 1) deep = { deep };
    assert.equal(
      insistWhole(logged((log) => log.warn({ wide, deep, many: Array(5_000).fill(1) }, 'tried'))).length,
      1,
    );
  });

  it('of an error names its places and never its message, however many lines that has', () => {
    const fault = new Error(`first ${canary}\nat ${canary}\n    at once ${canary}`, {
      cause: new TypeError(`${canary}\n${canary}`),
    });
    const line = logged((log) => log.error(faultFields(fault), 'failed'));
    insistWhole(line);
    assert.match(line, /log\.test\.ts/);
    assert.doesNotMatch(line, new RegExp(canary));
  });
});

describe('The log of a server at work', function () {
  this.timeout(60_000);

  /** Everything a sender chooses, filled with the same text. */
  const activitiesWith = (text: string, teams: Awaited<ReturnType<typeof startTeams>>): readonly Json[] => {
    const { message, action, invoke, edited, search } = teams.activities;
    const named: Caller = { ...agent, name: text };
    const file = {
      contentType: 'application/vnd.microsoft.teams.file.download.info',
      name: text,
      content: {},
    };
    return [
      message(text, named),
      message('new mail is down', named, { attachments: [file] }),
      message(text, { ...named, locale: text, zone: text }),
      message(text, { ...stranger, name: text, tenantId: text }),
      message(text, named, { serviceUrl: `https://${canary}.example/` }),
      message(text, named, { type: text }),
      message(text, named, { type: text, serviceUrl: 'https://elsewhere.example/' }),
      message(text, named, { channelId: text }),
      message(text, named, { id: text, replyToId: text }),
      message(text, named, { conversation: { id: text, conversationType: 'personal' } }),
      action({ verb: text, data: { [text]: text, token: text } }, named),
      invoke(text, { [text]: text }, named),
      edited(text, named),
      search(text, text, named),
    ];
  };

  it('holds one object a line and nothing of what people wrote, whatever they write', async () => {
    const teams = await startTeams();
    const folder = aFolder();
    const environment = {
      ...environmentOf(folder, teams),
      OPERATOR_PORT: 'off',
      PATH: process.env['PATH'] ?? '',
    };
    const program = ['-r', join(root, 'src/start.cjs'), join(root, 'src/main.ts')];
    const child = spawn(process.execPath, program, {
      cwd: folder,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let logged = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (piece: Buffer) => void (logged += piece.toString('utf8')));
    try {
      await until(() => logged.includes('"listening"'));
      const port = /"port":(\d+)/.exec(logged)?.[1] ?? assert.fail(logged);
      const url = `http://127.0.0.1:${port}`;
      for (const [, text] of hostile) {
        // A code is Teams' own word and is logged as far as it is one; its message may quote what was sent.
        const code = text.replaceAll(canary, 'BadArgument');
        teams.script({ status: 400, body: { error: { code, message: text } } });
        for (const activity of activitiesWith(text, teams)) await deliver(url, activity, teams.mint());
      }
      for (const [, text] of hostile) {
        const head = encodeURIComponent(text.toWellFormed()).slice(0, 2_000);
        await fetch(`${url}/${head}`, { headers: { 'user-agent': head, authorization: `Bearer ${head}` } });
        await fetch(`${url}/api/messages`, {
          method: 'POST',
          body: text,
          headers: { authorization: `Bearer ${head}` },
        });
        await fetch(`${url}/api/messages`, {
          method: 'POST',
          body: text,
          headers: { authorization: `Bearer ${teams.mint()}`, 'content-type': 'application/json' },
        });
      }
      await until(() => /given up|not of this desk/.test(logged));
    } finally {
      child.kill('SIGTERM');
      await new Promise((resolve) => child.once('close', resolve));
      await teams.close();
      rmSync(folder, { recursive: true, force: true });
    }
    const lines = insistWhole(logged);
    assert.ok(lines.length > hostile.length, logged);
    const telling = lines.filter((line) => line.toLowerCase().includes(canary.toLowerCase()));
    assert.deepEqual(telling, []);
    assert.ok(!logged.includes(agent.objectId) && !logged.includes('stand-in-bot-token'));
  });
});
