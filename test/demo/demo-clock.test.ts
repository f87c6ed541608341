import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clockCommand, createDemoClock, instantMs, spanMs } from '../../src/demo/demo-clock.ts';
import { openSampleDesk } from '../../src/demo/sample-desk.ts';

const hourMs = 3_600_000;

describe('the clock of the demo', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'handoff-clock-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const opened = (args: readonly string[], isNew = true) =>
    openSampleDesk({ dataFolder: folder, args, isNew });

  it('understands days, hours and minutes, with or without a plus', () => {
    assert.equal(spanMs('+2h'), 2 * hourMs);
    assert.equal(spanMs('1d 4h30m'), 28.5 * hourMs);
    assert.equal(spanMs('90M'), 1.5 * hourMs);
  });

  it('never goes back, and nowhere without a number', () => {
    for (const text of ['-2h', '0m', '', 'tomorrow', '2', '2 weeks', '99999d'])
      assert.equal(spanMs(text), null, text);
  });

  it('understands an instant, of a day there is', () => {
    assert.equal(instantMs('2026-11-23T09:00Z'), Date.UTC(2026, 10, 23, 9));
    assert.equal(instantMs('2026-11-23T09:00:30+09:00'), Date.UTC(2026, 10, 23, 0, 0, 30));
    for (const text of [
      '2026-11-23',
      '2026-11-23T09:00',
      '2026-02-30T09:00Z',
      '2026-13-01T09:00Z',
      '1970-01-01T00:00Z',
      '9999-01-01T00:00Z',
    ])
      assert.equal(instantMs(text), null, text);
  });

  it('goes back only where nothing has happened yet', () => {
    const clock = createDemoClock(folder, () => 24 * hourMs);
    assert.equal(clock.set({ atMs: hourMs }), false);
    assert.equal(clock.now(), '1970-01-02T00:00:00.000Z');
    assert.equal(clock.set({ atMs: hourMs }, true), true);
    assert.equal(createDemoClock(folder, () => 25 * hourMs).now(), '1970-01-01T02:00:00.000Z');
  });

  it('is moved by what is typed in the chat, and by nothing that only sounds so', () => {
    assert.deepEqual(clockCommand(' Clock +45m '), { byMs: 45 * 60_000 });
    assert.deepEqual(clockCommand('clock 2026-11-23t09:00z'), { atMs: Date.UTC(2026, 10, 23, 9) });
    for (const text of ['clock', 'the clock +2h', 'clock is wrong at contoso', '+2h'])
      assert.equal(clockCommand(text), null, text);
  });

  it('stays ahead after a restart, so that nothing lies in the future', () => {
    const first = createDemoClock(folder, () => 0);
    first.set({ byMs: 2 * hourMs });
    assert.equal(first.now(), '1970-01-01T02:00:00.000Z');
    assert.equal(createDemoClock(folder, () => hourMs).now(), '1970-01-01T03:00:00.000Z');
  });

  it('can be moved at the start, and says so where the start does not understand', () => {
    const before = Date.now();
    const desk = opened(['--clock', '+2h']);
    assert.ok(desk !== null && Date.parse(desk.clock.now()) >= before + 2 * hourMs);
    assert.equal(opened(['--clock', 'yesterday']), null);
    assert.equal(opened(['--clock']), null);
  });

  it('answers what was typed with what it shows now', () => {
    const desk = opened([]);
    const said = desk?.typed('clock +1d');
    assert.equal(said?.key, 'notice.clock-moved');
    assert.ok(Date.parse(said.values.at) > Date.now() + 23 * hourMs);
    assert.equal(desk?.typed('mail is down'), null);
  });

  it('begins a new desk on any day; one where something happened runs on', () => {
    const past = ['--clock', '2020-03-02T09:00Z'];
    assert.match(opened(past)?.clock.now() ?? '', /^2020-03-02T09:00/);
    assert.match(opened(['--clock', '2020-03-01T09:00Z'], false)?.clock.now() ?? '', /^2020-03-02T09:00/);
  });

  it('says so where it is asked to go back', () => {
    const desk = opened(['--clock', '2026-11-23T09:00Z']);
    const said = desk?.typed('clock 2026-11-22T09:00Z');
    assert.equal(said?.key, 'notice.clock-stays');
    assert.match(said.values.at, /^2026-11-23T09:00/);
    assert.match(desk?.typed('clock 2026-11-23T10:00Z')?.values.at ?? '', /^2026-11-23T10:00/);
  });
});
