import type { Decision, Sla } from '../../src/policy/decision.ts';
import type { Interview } from './interviews.ts';

/*
 * The distinct verdicts of all interviews as text for a support lead: one block per outcome and door with the
 * shortest case that comes there and what every verdict there carries; under it one line per distinct verdict with
 * the number of interviews, severity and published target, and what it carries beyond that.
 */

export const verdictTable = (all: readonly Interview[]): string => {
  const places = [...Map.groupBy(all, ({ verdict }) => placeOf(verdict))].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const blocks = places.map(([place, cases]) => block(place, cases));
  const lines = blocks.reduce((sum, { verdicts }) => sum + verdicts, 0);
  return `${lines} distinct verdicts of ${all.length} interviews\n\n${blocks.map(({ text }) => text).join('\n')}`;
};

const placeOf = ({ outcome, channel, blocker }: Decision): string =>
  `${outcome} · ${channel ?? blocker ?? ''}`;

const block = (place: string, cases: readonly Interview[]) => {
  const always = common(cases.map(({ verdict }) => codes(verdict)));
  const verdicts = Map.groupBy(cases, ({ verdict }) => beyond(verdict, always));
  const lines = [...verdicts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([text, same]) => line(text, same.length));
  const carried = always.size === 0 ? '' : `  always ${[...always].join(' ')}\n`;
  return { verdicts: verdicts.size, text: `${place}\n  such as ${told(cases)}\n${carried}${lines.join('')}` };
};

const codes = ({ warnings, updates }: Decision): readonly string[] => [...warnings, ...updates];

const common = (lists: readonly (readonly string[])[]): ReadonlySet<string> =>
  new Set(lists[0]?.filter((code) => lists.every((list) => list.includes(code))));

const beyond = (verdict: Decision, always: ReadonlySet<string>): string => {
  const { severity, sla, today, wayOut } = verdict;
  const parts = [
    severity ?? '',
    target(sla),
    ...codes(verdict).filter((code) => !always.has(code)),
    today === null
      ? ''
      : `today: ${today.outcome} ${today.channel ?? today.blocker ?? ''} (${today.because})`,
    wayOut === null ? '' : `then opens: ${wayOut.opens ?? 'nothing through us'}`,
  ];
  return parts.filter((part) => part !== '').join(' ');
};

const target = ({ basis, hours, businessDays, guaranteed }: Sla): string => {
  if (basis === 'none') return '';
  const time = hours === null ? `up to ${businessDays ?? 0} business day` : `${hours} h`;
  return guaranteed ? time : `${time} (no deadline)`;
};

const line = (text: string, interviews: number): string =>
  `  ${String(interviews).padStart(5)} × ${text === '' ? 'nothing more' : text}\n`;

/** The shortest interview tells most with least. */
const told = (cases: readonly Interview[]): string => {
  const shortest = cases.toSorted((a, b) => a.steps - b.steps)[0];
  const { customer: _customer, healthChecked: _health, ...facts } = shortest?.facts ?? {};
  return Object.entries(facts)
    .map(([field, value]) =>
      typeof value === 'boolean' ? `${field} ${value ? 'yes' : 'no'}` : String(value),
    )
    .join(', ');
};
