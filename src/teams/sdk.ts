/**
 * The SDK's programming model without its transport. Each file of botbuilder-core asks for the package's whole index,
 * and so for the Connector, MSAL and the Azure libraries: 0.3 s of every start and 35 MB, for what Handoff never uses.
 * Of that index the files loaded here take the schema's enumerations and one key, so they find a lean one in its
 * place while they load. The real index stays for whoever asks for it later, around the very same classes.
 * Read in botbuilder-core 4.23.3, the last version there will be, which is pinned.
 */
import { createRequire, Module } from 'node:module';
import type {
  ActivityHandler as Handler,
  BotAdapter as Adapter,
  TurnContext as Context,
} from 'botbuilder-core';

const require = createRequire(import.meta.url);
const partOf = (name: string): object => require(`botbuilder-core/lib/${name}.js`) as object;

type Parts = {
  readonly ActivityHandler: typeof Handler;
  readonly BotAdapter: typeof Adapter;
  readonly TurnContext: typeof Context;
};

const parts = (): Parts =>
  ({ ...partOf('botAdapter'), ...partOf('turnContext'), ...partOf('activityHandler') }) as Parts;

/** Has the schema's members, and the key under which an invoke's answer waits. */
const leanIndex = (path: string): Module => {
  const lean = new Module(path);
  const get = (): unknown => Reflect.get(partOf('activityHandlerBase'), 'INVOKE_RESPONSE_KEY');
  const schema = createRequire(path)('botframework-schema') as object;
  const members: unknown = Object.create(schema, {
    INVOKE_RESPONSE_KEY: { get },
  });
  return Object.assign(lean, { loaded: true, exports: members });
};

const loadParts = (): Parts => {
  const index = require.resolve('botbuilder-core');
  if (require.cache[index] !== undefined) return parts();
  require.cache[index] = leanIndex(index);
  try {
    return parts();
  } finally {
    Reflect.deleteProperty(require.cache, index);
  }
};

export const { ActivityHandler, BotAdapter, TurnContext } = loadParts();
