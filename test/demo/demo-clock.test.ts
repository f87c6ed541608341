import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clockCommand, createDemoClock, spanMs } from '../../src/demo/demo-clock.ts';
import { openSampleDesk } from '../../src/demo/sample-desk.ts';

const hourMs = 3_600_000;

describe('the clock of the demo', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'handoff-clock-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('understands days, hours and minutes, with or without a plus', () => {
    assert.equal(spanMs('+2h'), 2 * hourMs);
    assert.equal(spanMs('1d 4h30m'), 28.5 * hourMs);
    assert.equal(spanMs('90M'), 1.5 * hourMs);
  });

  it('never goes back, and nowhere without a number', () => {
    for (const text of ['-2h', '0m', '', 'tomorrow', '2', '2 weeks', '99999d'])
      assert.equal(spanMs(text), null, text);
  });

  it('is moved by what is typed in the chat, and by nothing that only sounds so', () => {
    assert.equal(clockCommand(' Clock +45m '), 45 * 60_000);
    for (const text of ['clock', 'the clock +2h', 'clock is wrong at contoso', '+2h'])
      assert.equal(clockCommand(text), null, text);
  });

  it('stays ahead after a restart, so that nothing lies in the future', () => {
    const first = createDemoClock(folder, () => 0);
    first.move(2 * hourMs);
    assert.equal(first.now(), '1970-01-01T02:00:00.000Z');
    assert.equal(createDemoClock(folder, () => hourMs).now(), '1970-01-01T03:00:00.000Z');
  });

  it('can be moved at the start, and says so where the start does not understand', () => {
    const before = Date.now();
    const desk = openSampleDesk(folder, ['--clock', '+2h']);
    assert.ok(desk !== null && Date.parse(desk.clock.now()) >= before + 2 * hourMs);
    assert.equal(openSampleDesk(folder, ['--clock', 'yesterday']), null);
    assert.equal(openSampleDesk(folder, ['--clock']), null);
  });

  it('answers what was typed with what it shows now', () => {
    const desk = openSampleDesk(folder, []);
    const said = desk?.typed('clock +1d');
    assert.equal(said?.key, 'notice.clock-moved');
    assert.ok(Date.parse(said.values.at) > Date.now() + 23 * hourMs);
    assert.equal(desk?.typed('mail is down'), null);
  });
});
