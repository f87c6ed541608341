/** What `npm start` does beyond the bot when there are no credentials: a page to talk to it, on this machine only. */
import { join } from 'node:path';
import { createDemoClock } from './demo-clock.ts';
import { type Incident, sampleHealth } from './health.ts';
import { mailFolderIn } from './mail-folder.ts';
import { customerSide, deskSide, type Side } from './people.ts';
import { startPlayground, type Playground } from './playground.ts';

export type DemoOptions = {
  /** Where the bot takes messages; it must be listening already. */
  readonly botUrl: string;
  readonly dataFolder: string;
  /** Takes one line for the person at the terminal. */
  readonly log: (line: string) => void;
  /** Wanted port of the desk's page. */
  readonly port: number;
  /** Wanted port of the customer's page; null: no such page. */
  readonly customerPort: number | null;
};

/** `urls`: addresses to open; empty where the Playground could not be started. */
export type Demo = { readonly urls: readonly string[]; readonly stop: () => Promise<void> };

/** "2026-11-23 09:00 UTC" */
const minuteOf = (instant: string): string => `${instant.slice(0, 16).replace('T', ' ')} UTC`;

const healthLine = ({ id, service, title, endedAt }: Incident): string =>
  `    ${id}  ${service}: ${title} (${endedAt === null ? 'active' : `ended ${minuteOf(endedAt)}`})`;

/** A page that could be opened, or why it cannot. */
type Page = { readonly side: Side; readonly playground: Playground };

const writer = (side: Side): string =>
  side === deskSide
    ? `${side.speaker.name}, agent and lead of the desk`
    : `${side.speaker.name}, customer, in a window beside it`;

const addressLine = ({ side, playground }: Page): string =>
  playground.kind === 'started'
    ? `  Open ${playground.url} and write to Handoff as ${writer(side)}.`
    : playground.says;

const opening = (pages: readonly Page[], now: string, dataFolder: string): readonly string[] => [
  'Handoff runs as a demo: fictional partner and customers, no sign-in, reachable from this machine only.',
  ...pages.map(addressLine),
  '  Sample service health, for the question about known incidents:',
  ...sampleHealth(now).map(healthLine),
  '  Leads: in the channel General write "@Handoff use this channel", then "@Handoff board".',
  `  Time: it is ${minuteOf(now)} here. Write "clock +2h" to Handoff and see what comes due,`,
  '  or start with npm start -- --clock +2h; an empty desk takes any instant, as in --clock 2026-11-23T09:00Z.',
  `  Mails to customers who have no page here are written to ${mailFolderIn(dataFolder)}.`,
  '  Stop with Ctrl+C.',
];

type Wanted = { readonly side: Side; readonly port: number; readonly folder: string };

const wantedOf = ({ port, customerPort }: DemoOptions): readonly Wanted[] => [
  { side: deskSide, port, folder: 'playground' },
  ...(customerPort === null
    ? []
    : [{ side: customerSide, port: customerPort, folder: 'playground-customer' }]),
];

/** Never throws because of the Playground: the bot is worth running without it, and the log says what is missing. */
export const startDemo = async (options: DemoOptions): Promise<Demo> => {
  const { botUrl, dataFolder, log } = options;
  const pages = await Promise.all(
    wantedOf(options).map(async ({ side, port, folder }) => ({
      side,
      playground: await startPlayground({ botUrl, port, folder: join(dataFolder, folder), side, onEnd: log }),
    })),
  );
  const started = pages.map(({ playground }) => playground).filter((one) => one.kind === 'started');
  if (started.length === 0) pages.slice(0, 1).map(addressLine).forEach(log);
  else for (const line of opening(pages, createDemoClock(dataFolder).now(), dataFolder)) log(line);
  return {
    urls: started.map(({ url }) => url),
    stop: async () => {
      await Promise.all(started.map(({ stop }) => stop()));
    },
  };
};
