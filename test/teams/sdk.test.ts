import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ActivityHandler, BotAdapter, TurnContext } from '../../src/teams/sdk.ts';

const require = createRequire(import.meta.url);
const root = join(import.meta.dirname, '../..');

/** The packages of the files a process has loaded after running `code`. */
const loadedBy = (code: string): readonly string[] => {
  const report = `import { createRequire } from 'node:module';
    const names = Object.keys(createRequire(import.meta.url).cache)
      .map((path) => /.*node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(path)?.[1]);
    process.stdout.write(JSON.stringify([...new Set(names)]));`;
  const args = ['--input-type=module', '-e', `${code};${report}`];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  assert.equal(stderr, '');
  return JSON.parse(stdout) as string[];
};

describe('the SDK’s programming model', () => {
  it('is loaded without the SDK’s own transport, its login and its storage', () => {
    const packages = loadedBy(`import './src/teams/adapter.ts'`);
    assert.ok(packages.includes('botbuilder-core'));
    const transport = /^(botframework-connector|botbuilder-stdlib|@azure\/|axios)/;
    assert.deepEqual(
      packages.filter((name) => transport.test(name)),
      [],
    );
  });

  it('takes the schema’s enumerations without its checks, which later work for whoever asks for them', () => {
    const packages = loadedBy(`import './src/teams/adapter.ts'`);
    assert.deepEqual(
      packages.filter((name) => ['botframework-schema', 'uuid', 'zod'].includes(name)),
      ['botframework-schema'],
    );
    const ofCore = createRequire(require.resolve('botbuilder-core'));
    const schema = ofCore('botframework-schema') as { assertMessageReaction(value: unknown): void };
    assert.throws(() => schema.assertMessageReaction({}), { name: 'ZodError' });
    assert.doesNotThrow(() => schema.assertMessageReaction({ type: 'like' }));
  });

  it('is the same for whoever asks the SDK itself, before or after', () => {
    const whole = require('botbuilder-core') as Record<string, unknown>;
    assert.deepEqual(
      [whole['ActivityHandler'], whole['BotAdapter'], whole['TurnContext']],
      [ActivityHandler, BotAdapter, TurnContext],
    );
    assert.equal(typeof whole['CloudAdapterBase'], 'function');
  });

  it('keeps the answer to an invoke under the key the whole SDK looks under', async () => {
    const whole = require('botbuilder-core') as { readonly INVOKE_RESPONSE_KEY: symbol };
    const adapter = Object.create(BotAdapter.prototype) as InstanceType<typeof BotAdapter>;
    const context = new TurnContext(adapter, { type: 'invoke', deliveryMode: 'expectReplies' });
    await context.sendActivity({ type: 'invokeResponse', value: { status: 200 } });
    assert.ok(context.turnState.get(whole.INVOKE_RESPONSE_KEY));
  });
});
