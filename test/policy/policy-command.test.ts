import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import examples from './examples.json' with { type: 'json' };

const program = new URL('../../src/commands/policy.ts', import.meta.url).pathname;
const run = (...args: readonly string[]) =>
  spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });

describe('the policy for people, from a shell', function () {
  this.timeout(30_000);
  let folder = '';
  const file = (name: string, content: string): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'handoff-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('finds the shipped policy in order, words in every language included', () => {
    const { status, stdout, stderr } = run('check');
    assert.deepEqual([status, stderr], [0, '']);
    assert.match(stdout, /^Policy \S+ is in order:\n87 gates in 17 tables, 78 rules, 13 doors/);
  });

  it('explains a case: verdict, reasons with their page, what would change it, and every gate on the way', () => {
    const { status, stdout } = run('explain', file('facts.json', JSON.stringify(examples[2]?.given)));
    assert.equal(status, 0);
    assert.match(stdout, /^Cannot be filed like this \(blocked\)\n.*\(B-HELPDESK-AZURE\)\nseverity A\n/);
    assert.match(stdout, /R23, Report a service problem on behalf of a customer, .*, checked 20\d\d-/);
    assert.match(
      stdout,
      /azureSupportGroupMember were true: Escalate to Microsoft, .*pc-azure-portal\), severity A/,
    );
    assert.match(stdout, /→ helpdesk-outside-support-group: product azure, agentRole helpdesk-agent/);
  });

  it('names what is still to answer', () => {
    const { stdout } = run('explain', file('nothing.json', '{}'));
    assert.match(stdout, /Still to answer\n {2}subject\n {2}cloud\n {2}product\n {2}issueKind\n/);
  });

  it('refuses wrong facts, missing files and unknown commands with a sentence and exit code 2', () => {
    const wrong = run('explain', file('wrong.json', '{"cloud":"mars","impact":1}'));
    assert.deepEqual([wrong.status, wrong.stdout, wrong.stderr.trim().split('\n').length], [2, '', 2]);
    assert.match(run('explain', join(folder, 'none.json')).stderr, /none\.json: found nothing there/);
    assert.deepEqual([run('explain').status, run().status, run('chek').status], [2, 2, 2]);
  });
});
