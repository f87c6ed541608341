/**
 * The real app as a process that is made to be killed. Everything is loaded first; then it waits for one line on its
 * standard input, an order, opens the store and serves. It writes one line: the port it listens on.
 */
import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createApp, importCustomers, openStore, readPartner } from '../../src/app.ts';
import { readConfig, type Config } from '../../src/config.ts';
import { readData } from '../../src/data.ts';
import type { Store } from '../../src/flow/ports.ts';
import { createLog } from '../../src/log.ts';
import { hireAssassin, type Strike } from './assassin.ts';
import { deadlyStore } from './deadly-store.ts';
import type { Order, Plan } from './plan.ts';

const isOrder = (value: unknown): value is Order =>
  typeof value === 'object' && value !== null && 'variables' in value && 'plan' in value;

const configOf = ({ variables }: Order): Config => {
  const { config, problems } = readConfig(variables);
  if (config === null) throw new Error(JSON.stringify(problems));
  return config;
};

const needsAssassin = ({ point }: Plan): boolean =>
  ['in-commit', 'during-claim', 'during-checkpoint', 'at-migration', 'at-start', 'anywhere'].includes(point);

const noStrike: Strike = () => undefined;

const isAtOpening = (plan: Plan | null): boolean =>
  plan?.point === 'at-migration' || plan?.point === 'at-start';

const opened = async (config: Config, plan: Plan | null): Promise<Store> => {
  const strike = plan !== null && needsAssassin(plan) ? await hireAssassin(plan.delayMicros) : noStrike;
  if (isAtOpening(plan)) strike();
  const store = await openStore(config);
  if (plan === null) return store;
  const file = config.databaseUrl === null ? join(config.dataFolder, 'handoff.db') : null;
  return deadlyStore({ store, plan, strike, file });
};

const { data } = readData();

const serve = async (order: Order): Promise<void> => {
  const config = configOf(order);
  const profile = readPartner(order.partnerFile).value;
  if (data === null || profile === null) throw new Error('the sample is not whole');
  const store = await opened(config, order.plan);
  if ((await store.findCustomers('', 1)).length === 0) await importCustomers(store, order.customersFile);
  const clock = { now: () => new Date(Date.now() + order.aheadMs).toISOString() };
  const app = await createApp({ config, data, profile, store, log: createLog('silent'), clock });
  const { port } = await app.start();
  writeSync(1, `${port}\n`);
};

const lines = createInterface({ input: process.stdin });
const said: readonly unknown[] = await once(lines, 'line');
const order: unknown = JSON.parse(String(said[0]));
if (!isOrder(order)) throw new Error('no order');
await serve(order);
