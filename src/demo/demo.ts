/** What `npm start` does beyond the bot when there are no credentials: a page to talk to it, on this machine only. */
import { join } from 'node:path';
import { type Incident, sampleHealth } from './health.ts';
import { demoAgent } from './people.ts';
import { startPlayground } from './playground.ts';

export type DemoOptions = {
  /** Where the bot takes messages; it must be listening already. */
  readonly botUrl: string;
  readonly dataFolder: string;
  /** Takes one line for the person at the terminal. */
  readonly log: (line: string) => void;
  /** Wanted port of the page, 56150 unless told. */
  readonly port?: number;
};

/** `urls`: addresses to open; empty where the Playground could not be started. */
export type Demo = { readonly urls: readonly string[]; readonly stop: () => Promise<void> };

const healthLine = ({ id, service, title, endedAt }: Incident): string =>
  `    ${id}  ${service}: ${title} (${endedAt === null ? 'active' : `ended ${endedAt.slice(0, 16).replace('T', ' ')} UTC`})`;

const opening = (url: string): readonly string[] => [
  'Handoff runs as a demo: fictional partner and customers, no sign-in, reachable from this machine only.',
  `  Open ${url} and write to Handoff as ${demoAgent.name}, agent and lead of the desk.`,
  '  Sample service health, for the question about known incidents:',
  ...sampleHealth(new Date().toISOString()).map(healthLine),
  '  Leads: in the channel General write "@Handoff use this channel", then "@Handoff board".',
  '  Time: write "clock +2h" to Handoff, or start with npm start -- --clock +2h, and see what comes due.',
  '  Stop with Ctrl+C.',
];

/** Never throws because of the Playground: the bot is worth running without it, and the log says what is missing. */
export const startDemo = async ({ botUrl, dataFolder, log, port }: DemoOptions): Promise<Demo> => {
  const playground = await startPlayground({
    botUrl,
    port: port ?? 56_150,
    folder: join(dataFolder, 'playground'),
    desk: demoAgent,
    onEnd: log,
  });
  if (playground.kind === 'unavailable') {
    log(playground.says);
    return { urls: [], stop: () => Promise.resolve() };
  }
  for (const line of opening(playground.url)) log(line);
  return { urls: [playground.url], stop: playground.stop };
};
