import { decide } from '../policy/decide.ts';
import type { Because, Decision, Sla, TrailStep, WouldChange } from '../policy/decision.ts';
import { wouldChange } from '../policy/explain.ts';
import type { Facts, Field, FactValue } from '../policy/facts.ts';
import type { Policy } from '../policy/policy.ts';

export type Explained = {
  readonly facts: Facts;
  readonly policy: Policy;
  /** The English text of a key. */
  readonly words: (key: string) => string;
  /** ISO date. */
  readonly today: string;
};

/** One decision as text for a terminal: the verdict, why, what goes with it, what would change it, and the way there. */
export const explanation = (explained: Explained): string => {
  const { facts, policy, words, today } = explained;
  const decision = decide(facts, policy, today);
  const parts = [
    verdict(decision, words),
    section(
      'Why',
      decision.because.map((one) => reason(one, explained)),
    ),
    section('Still to answer', decision.missing),
    section('Today', todayLines(decision, words)),
    section('Way out', wayOutLines(decision, words)),
    section(
      'Watch out',
      decision.warnings.map((id) => `${id}  ${words(`warning.${id}.says`)}`),
    ),
    section(
      'Changed since the source',
      decision.updates.map((id) => `${id}  ${words(`update.${id}.says`)}`),
    ),
    section(
      'This would change if',
      wouldChange(facts, policy).map((one) => alternative(one, words)),
    ),
    section('Rules', [decision.rules.join(' ')]),
    section(
      'The way through the gates',
      decision.trail.map((step) => trailLine(step, facts)),
    ),
    `Policy ${policy.version}`,
  ];
  return parts.filter((part) => part !== '').join('\n\n');
};

const section = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? '' : [title, ...lines.map((line) => `  ${line}`)].join('\n');

const place = (channel: string | null, blocker: string | null, words: Explained['words']): string => {
  if (channel !== null) return `${words(`door.${channel}.name`)} (${channel})`;
  return blocker === null ? '' : `${words(`blocker.${blocker}.says`)} (${blocker})`;
};

const verdict = (decision: Decision, words: Explained['words']): string => {
  const { outcome, channel, blocker, severity, sla } = decision;
  const lines = [
    `${words(`outcome.${outcome}.name`)} (${outcome})`,
    place(channel, blocker, words),
    severity === null ? '' : `severity ${severity}`,
    target(sla),
  ];
  return lines.filter((line) => line !== '').join('\n');
};

/** A first answer, never a repair; without a promise there is no deadline either. */
const target = ({ basis, hours, businessDays, guaranteed }: Sla): string => {
  if (basis === 'none') return '';
  if (hours === null && businessDays === null)
    return 'no published target for the first answer in this language';
  const time = hours === null ? `up to ${businessDays ?? 0} business day` : `${hours} hours`;
  return `published target for the first answer: ${time}${guaranteed ? '' : ', not a deadline'}`;
};

const shown = (value: FactValue | undefined): string => (value === undefined ? 'not known' : String(value));

const reason = ({ rule, fact, value }: Because, { policy, words }: Explained): string => {
  const row = policy.rules.find(({ id }) => id === rule);
  const page = policy.pages.find(({ id }) => id === row?.source.page);
  const cited = `${page?.title ?? ''}, ${row?.source.section ?? ''}, checked ${row?.checked ?? ''}`;
  return `${fact} = ${shown(value)}: ${words(row?.because ?? rule)}\n      ${rule}, ${cited}`;
};

const todayLines = ({ today }: Decision, words: Explained['words']): readonly string[] =>
  today === null
    ? []
    : [
        `${words(`outcome.${today.outcome}.name`)}: ${place(today.channel, today.blocker, words)}, see ${today.because}`,
      ];

const wayOutLines = ({ wayOut }: Decision, words: Explained['words']): readonly string[] =>
  wayOut === null
    ? []
    : [
        `who can act: ${words(wayOut.who)}`,
        `what it takes: ${words(wayOut.obtain)}`,
        ...(wayOut.opens === null ? [] : [`then opens: ${place(wayOut.opens, null, words)}`]),
      ];

const alternative = (
  { field, value, outcome, channel, blocker, severity }: WouldChange,
  words: Explained['words'],
): string => {
  const where = place(channel, blocker, words);
  const how = severity === null ? '' : `, severity ${severity}`;
  return `${field} were ${shown(value)}: ${words(`outcome.${outcome}.name`)}${where === '' ? '' : `, ${where}`}${how}`;
};

const trailLine = ({ gate, fired, by }: TrailStep, facts: Facts): string => {
  const known = by.map((field: Field) => `${field} ${shown(facts[field])}`).join(', ');
  return `${fired ? '→' : '·'} ${gate}${known === '' ? '' : `: ${known}`}`;
};
