/** The process: configuration, start, signals, exit code. */
import { fileURLToPath } from 'node:url';
import { tidyUp } from './after-start.ts';
import {
  blankPartner,
  createApp,
  importCustomers,
  openStore,
  readPartner,
  systemClock,
  type App,
} from './app.ts';
import { configFromEnvironment, type Config } from './config.ts';
import { readDataAtStart, type Data } from './data.ts';
import { Fault, faultProblem, problemLine, type Problem } from './fault.ts';
import type { SampleDesk } from './demo/sample-desk.ts';
import { createLog, faultFields, type Log } from './log.ts';

/** sysexits.h EX_CONFIG: nothing a restart would mend. */
const exitConfiguration = 78;
const exitFailed = 1;
/** sysexits.h EX_TEMPFAIL: to be started again. */
const exitExhausted = 75;
/** Not at once: who waited for the start goes first. */
const tidyAfterMs = 1_000;

const sample = (name: string): string => fileURLToPath(new URL(`./demo/sample/${name}`, import.meta.url));

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

/** What keeps the process from starting, all of it. */
class NotStarted extends Error {
  readonly lines: readonly string[];
  readonly exitCode: number;

  constructor(lines: readonly string[], exitCode: number) {
    super(lines.join('\n'));
    this.lines = lines;
    this.exitCode = exitCode;
  }
}

const insist = (problems: readonly Problem[]): NotStarted =>
  new NotStarted(problems.map(problemLine), exitConfiguration);

const configuration = (): Config => {
  const { config, problems } = configFromEnvironment();
  if (config === null) throw insist(problems);
  return config;
};

const rows = (): Data => {
  const { data, problems } = readDataAtStart();
  if (data === null) throw insist(problems);
  return data;
};

type Store = Awaited<ReturnType<typeof openStore>>;

/** The demo begins with the sample's customers; what is typed later stays, an import only adds and updates. */
const fillSample = async (store: Store): Promise<void> => {
  const imported = await importCustomers(store, sample('customers.csv'));
  if (imported.value === null) throw insist(imported.problems);
};

const partnerOf = (config: Config, log: Log): ReturnType<typeof readPartner> => {
  if (config.partnerFile !== null) return readPartner(config.partnerFile);
  if (config.mode === 'demo') return readPartner(sample('partner.json'));
  log.warn({ variable: 'PARTNER_FILE' }, 'no partner profile: cards and requests show what to fill in');
  return { value: blankPartner, problems: [] };
};

const sampleDesk = async ({ dataFolder }: Config, isNew: boolean): Promise<SampleDesk> => {
  const { clockProblem, openSampleDesk } = await import('./demo/sample-desk.ts');
  const args = process.argv.slice(2);
  const desk = openSampleDesk({ dataFolder, args, isNew });
  if (desk === null) throw insist([{ ...clockProblem, value: args.join(' ') }]);
  return desk;
};

const isEmpty = async (store: Store): Promise<boolean> =>
  (await store.casesBetween('1970-01-01T00:00:00Z', '9999-01-01T00:00:00Z')).length === 0;

type Started = Awaited<ReturnType<App['start']>>;

const startApp = async (config: Config, log: Log): Promise<{ readonly app: App } & Started> => {
  const partner = partnerOf(config, log);
  if (partner.value === null) throw insist(partner.problems);
  const data = rows();
  const store = await openStore(config);
  try {
    if (config.mode === 'demo') await fillSample(store);
    // Reads every case, of which a production database may hold a million.
    const isNew = config.mode === 'demo' && (await isEmpty(store));
    const desk = config.mode === 'demo' ? await sampleDesk(config, isNew) : null;
    const more =
      desk === null ? { clock: systemClock } : { clock: desk.clock, typed: desk.typed, mail: desk.mail(say) };
    const app = await createApp({ config, data, profile: partner.value, store, log, ...more });
    if (desk !== null && isNew) await app.replay(desk.stories(), desk.clock.now());
    return { app, ...(await app.start()) };
  } catch (caught) {
    await store.close();
    throw caught;
  }
};

type Stop = () => Promise<void>;

const startDemo = async (config: Config, port: number, log: Log): Promise<Stop> => {
  const { playgroundPort, customerPort } = config.demo;
  if (playgroundPort === null) {
    say(
      `Handoff runs as a demo without Agents Playground: http://127.0.0.1:${String(port)}/api/messages, this machine only.`,
    );
    return () => Promise.resolve();
  }
  const { startDemo: start } = await import('./demo/demo.ts');
  const demo = await start({
    botUrl: `http://127.0.0.1:${String(port)}/api/messages`,
    dataFolder: config.dataFolder,
    port: playgroundPort,
    customerPort,
    log: say,
  });
  log.debug({ pages: demo.urls.length }, 'demo started');
  return demo.stop;
};

/** Ends in order, on the first signal or before memory is used up. A second signal ends at once. */
const endInOrder = (stop: Stop, exhausted: Promise<void>, log: Log): void => {
  let ending = false;
  let isSignalled = false;
  const end = (why: string, exitCode: number): void => {
    if (ending) return;
    ending = true;
    log.info({ why }, 'ending');
    stop().then(
      () => process.exit(exitCode),
      (caught: unknown) => {
        log.error(faultFields(caught), 'ending failed');
        process.exit(exitFailed);
      },
    );
  };
  const onSignal = (signal: string): void => {
    if (isSignalled) process.exit(exitFailed);
    isSignalled = true;
    end(signal, 0);
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, onSignal);
  void exhausted.then(() => end('memory', exitExhausted));
};

const run = async (): Promise<void> => {
  const config = configuration();
  // A demo's terminal is for the person who tries it: only what is wrong is said there.
  const log = createLog(config.mode === 'demo' && config.logLevel === 'info' ? 'warn' : config.logLevel);
  const { app, port, operatorPort } = await startApp(config, log);
  const stopDemo = config.mode === 'demo' ? await startDemo(config, port, log) : null;
  const stop = async (): Promise<void> => {
    await stopDemo?.();
    await app.stop();
  };
  endInOrder(stop, app.exhausted, log);
  log.info({ port, operatorPort, mode: config.mode }, 'listening');
  setTimeout(tidyUp, tidyAfterMs).unref();
};

run().catch((caught: unknown) => {
  if (caught instanceof NotStarted) {
    for (const line of caught.lines) complain(line);
    process.exitCode = caught.exitCode;
    return;
  }
  complain(
    caught instanceof Fault
      ? problemLine(faultProblem(caught))
      : `Handoff could not start: ${String(caught)}`,
  );
  process.exitCode = exitFailed;
});
