import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemo } from '../../src/demo/demo.ts';
import { startMiniBot } from '../browser/mini-bot.ts';

describe('npm start without credentials', () => {
  it('opens the desk’s page alone when no other is wanted', async () => {
    const bot = await startMiniBot({ onMessage: (text) => text });
    const dataFolder = await mkdtemp(join(tmpdir(), 'handoff-demo-'));
    const demo = await startDemo({ botUrl: bot.url, dataFolder, port: 0, customerPort: null, log: () => {} });
    await demo.stop();
    await bot.stop();
    await rm(dataFolder, { recursive: true, force: true });
    assert.equal(demo.urls.length, 1);
  });

  it('says that it is a demo on this machine only, what to open, what is broken today and how to stop', async () => {
    const bot = await startMiniBot({ onMessage: (text) => text });
    const dataFolder = await mkdtemp(join(tmpdir(), 'handoff-demo-'));
    const lines: string[] = [];
    const demo = await startDemo({
      botUrl: bot.url,
      dataFolder,
      port: 0,
      customerPort: 0,
      log: (line) => lines.push(line),
    });
    const [url = '', customer = ''] = demo.urls;
    const told = lines.join('\n');
    await demo.stop();
    await bot.stop();
    await rm(dataFolder, { recursive: true, force: true });
    for (const part of [
      'demo',
      'this machine only',
      `Open ${url} `,
      `Open ${customer} `,
      'Mika Tanaka',
      '佐藤 花子',
      'EX',
      'Ctrl+C',
    ])
      assert.ok(told.includes(part), `nothing about "${part}" in:\n${told}`);
    for (const address of [url, customer]) assert.match(address, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.notEqual(url, customer);
  });
});
