/**
 * The SDK's programming model without its transport. Each file of botbuilder-core asks for the package's whole index,
 * and so for the Connector, MSAL and the Azure libraries: 0.3 s of every start and 35 MB, for what Handoff never uses.
 * Of that index the files loaded here take the schema's enumerations and one key, so they find a lean one in its
 * place while they load. The real index stays for whoever asks for it later, around the very same classes.
 * Read in botbuilder-core 4.23.3, the last version there will be, which is pinned.
 */
import { createRequire } from 'node:module';
import type {
  ActivityHandler as Handler,
  BotAdapter as Adapter,
  TurnContext as Context,
} from 'botbuilder-core';
import { loadedForOnce, loadedWith } from '../load-lean.ts';

const require = createRequire(import.meta.url);
const partOf = (name: string): object => require(`botbuilder-core/lib/${name}.js`) as object;

type Parts = {
  readonly ActivityHandler: typeof Handler;
  readonly BotAdapter: typeof Adapter;
  readonly TurnContext: typeof Context;
};

const parts = (): Parts =>
  ({ ...partOf('botAdapter'), ...partOf('turnContext'), ...partOf('activityHandler') }) as Parts;

/** Takes every call and has every member, all of them itself: for what is put together and then never used. */
const nothing: object = new Proxy(() => nothing, {
  get: () => nothing,
  has: () => true,
  apply: () => nothing,
});

const isEnumeration = (member: unknown): boolean => typeof member === 'object';

/** The schema is sixty files, and a zod of its own to check activities with; its enumerations are all that is wanted. */
const enumerations = (schema: string): object => {
  const { resolve } = createRequire(schema);
  const checks = { path: resolve('zod'), members: nothing };
  const rest = ['activityEx', 'teams', 'sharepoint'].map((name) => ({
    path: resolve(`./${name}`),
    members: {},
  }));
  const members = Object.entries(loadedForOnce(schema, [checks, ...rest]));
  return Object.fromEntries(members.filter(([, member]) => isEnumeration(member)));
};

const loadParts = (): Parts => {
  const index = require.resolve('botbuilder-core');
  const schema = createRequire(index).resolve('botframework-schema');
  const members = enumerations(schema);
  const get = (): unknown => Reflect.get(partOf('activityHandlerBase'), 'INVOKE_RESPONSE_KEY');
  const lean = Object.create(members, { INVOKE_RESPONSE_KEY: { get } }) as object;
  const standIns = [
    { path: schema, members },
    { path: index, members: lean },
  ];
  return loadedWith(standIns, parts);
};

export const { ActivityHandler, BotAdapter, TurnContext } = loadParts();
