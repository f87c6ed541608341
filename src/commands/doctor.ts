/**
 * `npm run doctor`: what is wrong with this installation, and what to do. One line for each thing it looked at. It
 * changes nothing, waits for nothing longer than half a minute, and works where the server does not start. Exit code 1
 * when something is wrong.
 */
import { readPartner } from '../app.ts';
import { configFromEnvironment, placeFromEnvironment } from '../config.ts';
import type { Config } from '../config.ts';
import { readData } from '../data.ts';
import type { Problem } from '../fault.ts';
import { examineEdge } from './doctor-edge.ts';
import { findingLine, note, ok, wrong } from './doctor-findings.ts';
import type { Finding } from './doctor-findings.ts';
import { examineStore, faultFinding } from './doctor-store.ts';

const patienceMs = 30_000;

const problemFinding =
  (about: string) =>
  ({ place, value, expected, remedy }: Problem): Finding =>
    wrong(about, `${place}: found ${value}; expected ${expected}`, remedy);

const late = (about: string): Promise<readonly Finding[]> =>
  new Promise((resolve) => {
    const says = `no answer in ${patienceMs / 1_000} s`;
    setTimeout(
      () => resolve([wrong(about, says, 'Look at the disk or the network it waits for.')]),
      patienceMs,
    ).unref();
  });

const configuration = (): { readonly config: Config | null; readonly findings: readonly Finding[] } => {
  const { config, problems } = configFromEnvironment();
  if (config === null) return { config, findings: problems.map(problemFinding('configuration')) };
  const says = config.mode === 'demo' ? 'complete for the demo' : 'complete for a real bot';
  return { config, findings: [ok('configuration', says)] };
};

const shownProblems = 10;

const rows = (): readonly Finding[] => {
  const { problems } = readData();
  if (problems.length === 0) return [ok('rules and words', 'every row, card and text is in order')];
  const more = problems.length - shownProblems;
  return [
    ...problems.slice(0, shownProblems).map(problemFinding('rules and words')),
    ...(more > 0 ? [note('rules and words', `and ${more} more; the first ones often explain the rest`)] : []),
  ];
};

const profile = (config: Config): readonly Finding[] => {
  if (config.partnerFile === null)
    return config.mode === 'demo'
      ? [ok('profile', 'the sample’s')]
      : [note('profile', 'PARTNER_FILE is not set: requests show what to fill in')];
  try {
    const { problems } = readPartner(config.partnerFile);
    return problems.length === 0
      ? [ok('profile', config.partnerFile)]
      : problems.map(problemFinding('profile'));
  } catch (caught) {
    return [faultFinding('profile', caught)];
  }
};

const access = ({ agents, leads, mode }: Config): readonly Finding[] => [
  ok('agents', agents.length === 0 ? 'everybody of the home tenant' : `${agents.length} listed`),
  leads.length === 0 && mode === 'production'
    ? note('leads', 'LEADS is empty: nobody sees sensitive cases or hears of an escalation')
    : ok('leads', `${leads.length} listed`),
];

const store = async (): Promise<readonly Finding[]> => {
  const { value } = placeFromEnvironment();
  return value === null
    ? [note('database', 'not looked at: the configuration does not say where it is')]
    : examineStore(value);
};

const examine = async (): Promise<readonly Finding[]> => {
  const { config, findings } = configuration();
  const own = config === null ? [] : [...profile(config), ...access(config)];
  const [stored, edge] = await Promise.all([
    Promise.race([store(), late('database')]),
    config === null ? [] : Promise.race([examineEdge(config), late('network')]),
  ]);
  return [...findings, ...rows(), ...own, ...stored, ...edge];
};

const findings = await examine();
const wrongs = findings.filter(({ is }) => is === 'wrong').length;
for (const finding of findings) process.stdout.write(`${findingLine(finding)}\n`);
process.stdout.write(wrongs === 0 ? 'Nothing is wrong.\n' : `${wrongs} of ${findings.length} need you.\n`);
process.exitCode = wrongs === 0 ? 0 : 1;
// What never answered must not keep the command alive; by then everything is written.
setTimeout(() => process.exit(), 1_000).unref();
