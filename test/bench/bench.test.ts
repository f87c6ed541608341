import assert from 'node:assert/strict';
import { keptProblems, wireProblems, type Kept, type Work } from './audit.ts';
import { median, percentile, ratios, restlessness, slope } from './figures.ts';
import type { Line } from './line.ts';
import { planOf } from './plan.ts';
import { report } from './report.ts';
import { unlike } from './search.ts';
import { firstNumber, seed } from './seeds.ts';
import { longVerdict } from './verdicts.ts';

describe('The arithmetic of the bench', () => {
  it('takes the middle of an odd count and the mean of the two middle ones of an even count', () => {
    assert.equal(median([9, 1, 5]), 5);
    assert.equal(median([9, 1, 5, 2]), 3.5);
  });

  it('takes a percentile as the value that so many do not exceed', () => {
    const values = Array.from({ length: 200 }, (_, at) => 200 - at);
    assert.equal(percentile(values, 0.99), 198);
    assert.equal(percentile(values, 1), 200);
    assert.equal(percentile([7], 0.5), 7);
  });

  it('compares round with round: the median of ratios, not the ratio of medians', () => {
    const { median: middle, min, max } = ratios([200, 900, 300], [100, 300, 200]);
    assert.deepEqual([middle, min, max], [2, 1.5, 3]);
  });

  it('refuses to make a figure of nothing, or of rounds without a partner', () => {
    assert.throws(() => median([]), RangeError);
    assert.throws(() => ratios([1, 2], [1]), RangeError);
  });

  it('says that a machine was restless where the anchor differs by more than a quarter', () => {
    assert.equal(restlessness([100, 120]).isHigh, false);
    assert.equal(restlessness([100, 130]).isHigh, true);
  });

  it('sees memory that grows, and memory that does not', () => {
    assert.equal(slope([0, 1, 2, 3].map((x) => ({ x, y: 5 + 2 * x }))), 2);
    assert.equal(slope([0, 1, 2, 3].map((x) => ({ x, y: 5 }))), 0);
  });
});

const goodWork: Work = {
  accepted: ['one', 'two'],
  refused: [],
  wanted: new Map([['chat', 2]]),
  arrived: new Map([['chat', ['first card', 'second card']]]),
};
const goodRows: Kept = { keys: ['one', 'two'], cases: 1, casesWanted: 1, integrity: 'ok' };

const wire = (change: Partial<Work>): string => wireProblems({ ...goodWork, ...change }).join('; ');
const kept = (change: Partial<Kept>): string => keptProblems(goodWork, { ...goodRows, ...change }).join('; ');

describe('The correctness the bench asks for', () => {
  it('has nothing to say where every reply arrived once and all that was accepted is kept', () => {
    assert.equal(wire({}), '');
    assert.equal(kept({}), '');
  });

  it('finds a reply that was delivered twice', () => {
    const arrived = new Map([['chat', ['first card', 'second card', 'first card']]]);
    assert.match(wire({ arrived }), /1 replies arrived twice: first card/);
  });

  it('finds a reply that was lost, even where another came twice in its place', () => {
    assert.match(wire({ arrived: new Map([['chat', ['first card', 'first card']]]) }), /lack a reply: chat/);
    assert.match(wire({ arrived: new Map() }), /lack a reply: chat/);
  });

  it('finds a reply nobody asked for, also where nobody wrote', () => {
    assert.match(wire({ wanted: new Map([['chat', 1]]) }), /more than was asked for: chat/);
    assert.match(wire({ arrived: new Map([...goodWork.arrived, ['other', ['card']]]) }), /more .*: other/);
  });

  it('finds an activity that was refused', () => {
    assert.match(wire({ refused: ['three (503)'] }), /1 activities were not answered with success: three/);
  });

  it('finds what was accepted and is not kept, and what is kept and was never accepted', () => {
    assert.match(kept({ keys: ['one'] }), /not in the database: two/);
    assert.match(kept({ keys: ['one', 'two', 'three'] }), /never accepted: three/);
  });

  it('finds a case too many, and a database that is damaged', () => {
    assert.match(kept({ cases: 2 }), /2 cases in the database, 1 were opened/);
    assert.match(kept({ integrity: 'row 7 missing from index' }), /row 7 missing/);
  });

  it('finds searches that differ between the databases, or find nothing at all', () => {
    const asked = (query: string, ...numbers: number[]) => ({ query, numbers, ms: [1] });
    assert.deepEqual(unlike([asked('mail', 2, 1)], [asked('mail', 2, 1)]), []);
    assert.match(unlike([asked('mail', 2, 1)], [asked('mail', 1, 2)]).join(), /other cases/);
    assert.match(unlike([asked('mail')], [asked('mail')]).join(), /finds nothing/);
  });
});

describe('A run of the bench', () => {
  const planned = (...args: string[]) => {
    const plan = planOf(args);
    assert.ok(typeof plan !== 'string');
    return plan;
  };

  it('measures all parts unless some are asked for, of which P1 to P4 are one', () => {
    assert.equal(planned().isWhole, true);
    assert.deepEqual(planned('--only', 'p3,P6').parts, ['P1', 'P6']);
    assert.ok(planned('--quick').manyCases < planned().manyCases);
    assert.equal(planned('--soak', '10').soakMs, 600_000);
  });

  it('says what is wrong with its arguments', () => {
    for (const args of [['--only', 'P99'], ['--soak', 'long'], ['--fast']]) {
      const said = planOf(args);
      assert.ok(typeof said === 'string' && said.includes('npm run bench'), args.join(' '));
    }
  });

  it('fills both databases with the same cases, which differ from each other', () => {
    assert.deepEqual(seed(7, longVerdict), seed(7, longVerdict));
    assert.notDeepEqual(seed(7, longVerdict).case.words, seed(8, longVerdict).case.words);
    assert.equal(seed(7, longVerdict).case.number, firstNumber + 7);
  });

  it('writes lines in order of their number, and what was wrong before everything is called right', () => {
    const line = (id: string): Line => ({
      id,
      what: 'a|b',
      goal: '',
      figure: '1',
      spread: '',
      verdict: 'met',
    });
    const part = { lines: [line('P11'), line('P2')], problems: [], notes: [] };
    const run = { at: '2026-11-20T08:00:00Z', machine: ['a machine'], partial: null };
    const good = report({ ...run, parts: [part] });
    assert.ok(good.indexOf('| P2 |') < good.indexOf('| P11 |'));
    assert.match(good, /a\\\|b/);
    assert.match(good, /every reply arrived once/);
    const bad = report({ ...run, parts: [{ ...part, problems: ['one was lost'] }] });
    assert.match(bad, /one was lost/);
    assert.doesNotMatch(bad, /every reply arrived once/);
  });
});
