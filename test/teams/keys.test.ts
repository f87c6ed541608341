import assert from 'node:assert/strict';
import { startDesk } from '../stand-in/desk.ts';
import { createKeyPair, firstPair, listed } from '../stand-in/keys.ts';

const minute = 60_000;
const hour = 60 * minute;

/** A desk whose clock the test moves. */
const deskAt = async (startMs = Date.now()) => {
  const clock = { now: startMs };
  const desk = await startDesk({ now: () => clock.now });
  const { teams } = desk;
  const hello = () => teams.activities.message('hi');
  return {
    desk,
    teams,
    clock,
    /** Posts a message with a token of now, laid over with what is given; the status. */
    post: async (options: Parameters<typeof teams.mint>[0] = {}): Promise<number> =>
      (await desk.deliver(hello(), teams.mint({ nowMs: clock.now, ...options }))).status,
    /** The same token however often. */
    postToken: async (token: string): Promise<number> => (await desk.deliver(hello(), token)).status,
  };
};
type Bench = Awaited<ReturnType<typeof deskAt>>;

describe('The keys of the Connector', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await deskAt();
  });
  afterEach(() => bench.desk.close());

  it('are fetched once for fifty first requests, and so is the bot’s own token', async () => {
    const { desk, teams } = bench;
    const statuses = await Promise.all(Array.from({ length: 50 }, () => bench.post()));
    const posts = desk.received.map(({ address }) =>
      desk.edge.connector.post(address, { json: '{"type":"AdaptiveCard"}', summary: 'hi' }),
    );
    const sent = await Promise.all(posts);
    assert.deepEqual(new Set(statuses), new Set([200]));
    assert.deepEqual(new Set(sent.map(({ kind }) => kind)), new Set(['delivered']));
    assert.equal(teams.sent.length, 50);
    assert.deepEqual(teams.counts, { metadata: 1, keys: 1, token: 1 });
  });

  it('include a new one at first sight, and the old one until it is taken off the list', async () => {
    const { teams } = bench;
    const next = createKeyPair('next');
    assert.equal(await bench.post(), 200);
    teams.listKeys(listed(firstPair), listed(next));
    assert.equal(await bench.post({ pair: next }), 200);
    assert.equal(await bench.post(), 200);
    assert.deepEqual(teams.counts, { metadata: 1, keys: 2, token: 0 });
  });

  it('let several first tokens under a new key in together', async () => {
    const { teams } = bench;
    const next = createKeyPair('next');
    await bench.post();
    teams.listKeys(listed(firstPair), listed(next));
    const statuses = await Promise.all(Array.from({ length: 10 }, () => bench.post({ pair: next })));
    assert.deepEqual(new Set(statuses), new Set([200]));
    assert.equal(teams.counts.keys, 2);
  });

  it('are not fetched again for invented key ids more than once in five minutes', async () => {
    const { teams, clock } = bench;
    await bench.post();
    const storm = async (name: string) => {
      for (let n = 0; n < 20; n += 1)
        assert.equal(await bench.post({ header: { kid: `${name}-${n}` } }), 401);
    };
    await storm('first');
    assert.equal(teams.counts.keys, 2);
    clock.now += 5 * minute + 1_000;
    await storm('second');
    assert.equal(teams.counts.keys, 3);
    assert.equal(teams.counts.metadata, 1);
  });

  it('are not fetched at all for a token that cannot be right anyway', async () => {
    const { teams } = bench;
    assert.equal(await bench.post({ claims: { iss: 'https://evil.example' } }), 401);
    assert.equal(await bench.post({ claims: { aud: 'another bot' } }), 401);
    assert.equal(await bench.post({ claims: { exp: 1 } }), 401);
    assert.deepEqual(teams.counts, { metadata: 0, keys: 0, token: 0 });
  });

  it('are renewed in the background once an hour old', async () => {
    const { teams, clock } = bench;
    await bench.post();
    clock.now += hour + minute;
    assert.equal(await bench.post(), 200);
    for (let n = 0; teams.counts.keys < 2 && n < 100; n += 1) await new Promise(setImmediate);
    assert.equal(teams.counts.keys, 2);
  });

  it('serve a day while the key server is down, and no longer', async () => {
    const { teams, clock } = bench;
    await bench.post();
    teams.keysDown(true);
    clock.now += 23 * hour;
    assert.equal(await bench.post(), 200);
    clock.now += 2 * hour;
    assert.equal(await bench.post(), 503);
    assert.match(bench.desk.edge.problems().join(), /keys/);
    teams.keysDown(false);
    clock.now += 2 * minute;
    assert.equal(await bench.post(), 200);
    assert.deepEqual(bench.desk.edge.problems(), []);
  });

  it('are asked for with growing pauses while the server is down at the start', async () => {
    const { teams, clock } = bench;
    teams.keysDown(true);
    for (let n = 0; n < 10; n += 1) assert.equal(await bench.post(), 503);
    assert.equal(teams.counts.metadata, 1);
    clock.now += 1_001;
    for (let n = 0; n < 10; n += 1) assert.equal(await bench.post(), 503);
    assert.equal(teams.counts.metadata, 2);
    teams.keysDown(false);
    clock.now += 2_001;
    assert.equal(await bench.post(), 200);
  });

  it('count only if RS256 is among the listed algorithms', async () => {
    bench.teams.listAlgorithms('ES256');
    assert.equal(await bench.post(), 503);
  });

  it('leave with the tokens they signed: a remembered token ends when its key is taken off the list', async () => {
    const { teams, clock } = bench;
    const next = createKeyPair('next');
    const token = teams.mint({ nowMs: clock.now, claims: { exp: Math.floor(clock.now / 1_000) + 7_200 } });
    assert.equal(await bench.postToken(token), 200);
    teams.listKeys(listed(next));
    assert.equal(await bench.post({ pair: next }), 200);
    assert.equal(await bench.postToken(token), 401);
  });
});

describe('The times of a token', () => {
  const at = 1_800_000_000_000;
  const seconds = at / 1_000;
  const cases = [
    { name: 'ended 299 s ago', claims: { exp: seconds - 299 }, status: 200 },
    { name: 'ended 300 s ago', claims: { exp: seconds - 300 }, status: 401 },
    { name: 'ended 301 s ago', claims: { exp: seconds - 301 }, status: 401 },
    { name: 'starts in 299 s', claims: { nbf: seconds + 299 }, status: 200 },
    { name: 'starts in 300 s', claims: { nbf: seconds + 300 }, status: 200 },
    { name: 'starts in 301 s', claims: { nbf: seconds + 301 }, status: 401 },
  ];
  let bench: Bench;
  before(async () => {
    bench = await deskAt(at);
  });
  after(() => bench.desk.close());

  for (const { name, claims, status } of cases)
    it(`allow five minutes of difference between clocks: ${name} → ${status}`, async () => {
      assert.equal(await bench.post({ claims }), status);
    });

  it('are looked at again on every request, also for a token that was checked before', async () => {
    const token = bench.teams.mint({ nowMs: at, claims: { exp: seconds + 60 } });
    assert.equal(await bench.postToken(token), 200);
    bench.clock.now = at + 60_000 + 299_000;
    assert.equal(await bench.postToken(token), 200);
    bench.clock.now += 1_000;
    assert.equal(await bench.postToken(token), 401);
  });
});

describe('A token checked before', () => {
  it('still has to fit the service address and the channel of each activity', async () => {
    const desk = await startDesk();
    const token = desk.teams.mint();
    const message = desk.teams.activities.message('hi');
    const statuses = [
      await desk.deliver(message, token),
      await desk.deliver({ ...message, serviceUrl: 'https://evil.example/' }, token),
      await desk.deliver({ ...message, channelId: 'webchat' }, token),
      await desk.deliver(message, token),
    ].map(({ status }) => status);
    await desk.close();
    assert.deepEqual(statuses, [200, 401, 403, 200]);
  });
});
