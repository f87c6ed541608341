import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { connect, createServer, type Server } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { deskSide } from '../../src/demo/people.ts';
import { type Playground, type PlaygroundOptions, startPlayground } from '../../src/demo/playground.ts';
import { type MiniBot, portOf, startMiniBot } from '../browser/mini-bot.ts';

/** Resolves with whether a TCP connection is taken. */
const isOpen = async (host: string, port: number): Promise<boolean> => {
  const socket = connect({ host, port });
  const open = await Promise.race([
    once(socket, 'connect').then(() => true),
    once(socket, 'error').then(
      () => false,
      () => false,
    ),
  ]).catch(() => false);
  socket.destroy();
  return open;
};

const otherAddresses = (): readonly string[] =>
  Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80'))
    .map(({ address }) => address);

const portIn = (url: string): number => Number(new URL(url).port);

const occupied = async (): Promise<Server> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
};

type Started = Extract<Playground, { kind: 'started' }>;

describe('the demo’s Playground', () => {
  let bot: MiniBot;
  let folder: string;

  const running: Started[] = [];
  const start = async (wanted: PlaygroundOptions): Promise<Started> => {
    const playground = await startPlayground(wanted);
    assert.ok(playground.kind === 'started', JSON.stringify(playground));
    running.push(playground);
    return playground;
  };

  const options = (name: string, port: number) => ({
    botUrl: bot.url,
    port,
    folder: join(folder, name),
    side: deskSide,
  });

  before(async () => {
    bot = await startMiniBot({ onMessage: (text) => text });
    folder = await mkdtemp(join(tmpdir(), 'handoff-playground-'));
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map(({ stop }) => stop()));
  });
  after(async () => {
    await bot.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('answers on this machine, on no other address of it, and stops when told', async () => {
    const { url, stop } = await start(options('alone', 0));
    const port = portIn(url);
    assert.equal(await isOpen('127.0.0.1', port), true);
    for (const address of [...otherAddresses(), '::1'])
      assert.equal(await isOpen(address, port), false, `also open on ${address}`);
    await stop();
    assert.equal(await isOpen('127.0.0.1', port), false);
  });

  it('names the port it really got when the wanted one is taken, so that two run side by side', async () => {
    const taken = await occupied();
    const [one, two] = await Promise.all([
      start(options('first', portOf(taken))),
      start(options('second', 0)),
    ]);
    assert.notEqual(portIn(one.url), portOf(taken));
    assert.notEqual(one.url, two.url);
    for (const { url } of [one, two]) assert.match(await (await fetch(url)).text(), /<html/);
    taken.close();
  });

  it('says why it would not start', async () => {
    const playground = await startPlayground({
      ...options('broken', 0),
      side: { ...deskSide, speaker: deskSide.others[0] },
    });
    assert.ok(playground.kind === 'unavailable', 'it started with the same person twice');
    assert.match(playground.says, /ended \(exit code 1\): .*User ID must be unique/);
  });

  it('tells when it ends without having been stopped', async () => {
    const told = new EventEmitter();
    const ended = once(told, 'end');
    const { pid } = await start({ ...options('ending', 0), onEnd: (why) => told.emit('end', why) });
    assert.ok(pid !== null);
    process.kill(pid, 'SIGKILL');
    assert.match(String((await ended)[0]), /^Microsoft 365 Agents Playground ended/);
  });

  it('ends with its parent, even when the parent is killed', async () => {
    const script = `
      import { startPlayground } from ${JSON.stringify(new URL('../../src/demo/playground.ts', import.meta.url).href)};
      const playground = await startPlayground(${JSON.stringify(options('orphan', 0))});
      console.log(playground.url);`;
    const parent = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: parent.stdout });
    const line = String((await once(lines, 'line'))[0]);
    const port = portIn(line);
    assert.equal(await isOpen('127.0.0.1', port), true);
    parent.kill('SIGKILL');
    for (let tries = 0; tries < 100 && (await isOpen('127.0.0.1', port)); tries += 1) await pause(50);
    assert.equal(await isOpen('127.0.0.1', port), false);
  });
});
