import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { handoff, startBot, type Bot } from '../conformance/bots.ts';
import { person } from '../conformance/play-cases.ts';
import { eventually, post } from '../conformance/wire.ts';
import { startTeams, type Teams } from '../stand-in/teams.ts';

const burdened = fileURLToPath(new URL('./burdened.ts', import.meta.url));
const smallHeap = '--max-old-space-size=192';
const toBeStartedAgain = 75;

describe('The watchdog, in a process that is really short', function () {
  this.timeout(90_000);
  let teams: Teams;
  let bot: Bot | null = null;
  beforeEach(async () => {
    teams = await startTeams();
  });
  afterEach(async () => {
    await bot?.close();
    bot = null;
    await teams.close();
  });

  const started = async (
    variables: Readonly<Record<string, string>>,
    flags: readonly string[] = [],
  ): Promise<Bot> => {
    const program = [...flags, '--import', burdened, ...handoff.program];
    return (bot = await startBot({ ...handoff, program, variables }, teams));
  };

  const page = async (one: Bot, path: string): Promise<string> => {
    const port = /"operatorPort":(\d+)/.exec(one.logged())?.[1] ?? '';
    return (await fetch(`http://127.0.0.1:${port}${path}`)).text();
  };

  /** One burden more at a time, each looked at, until it is so. */
  const burden = async (one: Bot, isEnough: () => boolean | Promise<boolean>): Promise<void> => {
    for (let times = 0; times < 200 && !(await isEnough()); times += 1) {
      one.signal('SIGUSR2');
      await pause(100);
    }
  };

  const hello = (number: number) => teams.activities.message('help', person(number));
  const asks = (one: Bot, number: number) => post(one.url, hello(number), `Bearer ${teams.mint()}`);
  const isTold = (number: number) => (teams.shown.get(`a:${person(number).objectId}`)?.size ?? 0) > 0;
  const reasons = async (one: Bot): Promise<string> =>
    /"reasons":\[(.*?)\]/.exec(await page(one, '/readyz'))?.[1] ?? '';

  it('fault 71: short memory is said in /readyz, /metrics and the log while it still answers', async () => {
    const one = await started({ BURDEN: 'heap', BURDENED_TIMES: '40' }, [smallHeap]);
    assert.equal(await reasons(one), '');
    await burden(one, async () => (await reasons(one)) !== '');
    assert.match(await reasons(one), /memory: \d+ of 192 MB of the heap are used/);
    assert.match(await page(one, '/metrics'), /^handoff_memory_used_ratio\{of="heap"\} 0\.6/m);
    assert.match(one.logged(), /"of":"heap","usedMb":\d+,"limitMb":192,"msg":"memory runs short"/);
    assert.equal((await asks(one, 1)).status, 200);
  });

  for (const [what, variables, flags] of [
    ['the heap', { BURDEN: 'heap', BURDENED_TIMES: '40' }, [smallHeap]],
    ['what the process may take', { BURDEN: 'bytes', MEMORY_LIMIT_MB: '400' }, []],
  ] as const)
    it(`fault 71: before ${what} is used up it ends in order, and nothing it took is lost`, async () => {
      teams.always({ status: 503 });
      const one = await started(variables, flags);
      const taken: number[] = [];
      let number = 0;
      await burden(one, async () => {
        number += 1;
        if ((await asks(one, number)).status === 200) taken.push(number);
        return !one.isAlive();
      });
      assert.equal(one.exitCode(), toBeStartedAgain, one.logged().slice(-2_000));
      assert.match(one.logged(), /memory is nearly used up/);
      teams.always(null);
      const again = (bot = await one.again());
      assert.ok(taken.length > 0);
      assert.ok(
        await eventually(() => taken.every(isTold), 40_000),
        `${taken.filter((n) => !isTold(n)).join()} of ${taken.join()}`,
      );
      assert.ok(again.isAlive());
    });

  it('fault 71: who begins with too little goes on, for the next start would end like this one', async () => {
    const one = await started({ BURDEN: 'bytes', BURDENED_TIMES: '32', MEMORY_LIMIT_MB: '256' });
    assert.ok(await eventually(() => one.logged().includes('too little memory to begin with'), 10_000));
    assert.match(await reasons(one), /memory: \d+ of 256 MB of the process are used/);
    let times = 0;
    await burden(one, () => (times += 1) > 20);
    assert.equal((await asks(one, 1)).status, 200);
  });

  it('fault 71: an event loop that was held up is said in /readyz and the log', async () => {
    const one = await started({ BURDEN: 'loop' });
    const isSaid = () => /"heldMs":\d{4,},"msg":"the event loop was held up"/.test(one.logged());
    // What holds the loop in its first moment is not seen yet: once more, then.
    for (let times = 0; times < 2 && !isSaid(); times += 1) {
      one.signal('SIGUSR2');
      await eventually(isSaid, 5_000);
    }
    assert.ok(isSaid());
    assert.match(await reasons(one), /event loop: held up for \d{4,} milliseconds/);
    assert.equal((await asks(one, 1)).status, 200);
  });
});
