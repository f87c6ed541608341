import type { RuleId } from '../policy/decision.ts';
import type { Case } from './case.ts';
import type { Instant } from './desk.ts';
import type { RecordEntry } from './turn.ts';

/** What a period comes to. Shares and medians are null where there is nothing to count. */
export type Figures = {
  /** Cases opened in the period and not discarded as drafts. */
  readonly opened: number;
  /** Cases that were taken to a door in the period. */
  readonly filed: number;
  /** Of those, the ones whose first door did not refuse. */
  readonly firstDoorRight: number;
  readonly firstDoorRightShare: number | null;
  /** Median minutes from opening to the first verdict. */
  readonly minutesToVerdict: number | null;
  /** Median number of answers a person gave before the first verdict. */
  readonly questionsPerCase: number | null;
  /** Refusals by the rule that had led to the door, most first. */
  readonly bouncesByRule: readonly { readonly rule: RuleId; readonly count: number }[];
  readonly bounces: number;
};

const median = (numbers: readonly number[]): number | null => {
  const sorted = numbers.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  const high = sorted[Math.floor(middle)];
  const low = sorted[Math.ceil(middle) - 1];
  return high === undefined || low === undefined ? null : (high + low) / 2;
};

/** One case's record, oldest first. */
type Story = { readonly caseId: string; readonly entries: readonly RecordEntry[] };

const storiesOf = (record: readonly RecordEntry[]): readonly Story[] =>
  [...Map.groupBy(record, ({ caseId }) => caseId)].map(([caseId, entries]) => ({
    caseId,
    entries: entries.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at)),
  }));

const firstOf = ({ entries }: Story, what: string): RecordEntry | null =>
  entries.find((entry) => entry.what === what) ?? null;

const minutesToVerdict = (story: Story): readonly number[] => {
  const opened = firstOf(story, 'opened');
  const decided = firstOf(story, 'decided');
  return opened === null || decided === null
    ? []
    : [(Date.parse(decided.at) - Date.parse(opened.at)) / 60_000];
};

const answersIn = ({ data }: RecordEntry): number => {
  const { facts } = data;
  return typeof facts === 'object' && facts !== null ? Object.keys(facts).length : 0;
};

const questionsIn = (story: Story): readonly number[] => {
  const decided = story.entries.findIndex(({ what }) => what === 'decided');
  if (decided < 0) return [];
  const answered = story.entries.slice(0, decided).filter(({ what }) => what === 'answered');
  return [answered.reduce((sum, entry) => sum + answersIn(entry), 0)];
};

/** Whether the first door a case was taken to kept it: it was filed, and the first refusal, if any, was another's. */
const firstDoorWasRight = (story: Story): boolean => {
  const filed = firstOf(story, 'filed');
  const bounced = firstOf(story, 'bounced');
  return filed !== null && bounced?.data['door'] !== filed.data['door'];
};

const rulesBefore = ({ entries }: Story, at: number): readonly RuleId[] => {
  const decided = entries.slice(0, at).findLast(({ what }) => what === 'decided');
  const rules = decided?.data['rules'];
  return Array.isArray(rules) ? rules.filter((rule): rule is RuleId => typeof rule === 'string') : [];
};

const bouncedRules = (story: Story, since: Instant): readonly (readonly RuleId[])[] =>
  story.entries.flatMap((entry, at) =>
    entry.what === 'bounced' && Date.parse(entry.at) >= Date.parse(since) ? [rulesBefore(story, at)] : [],
  );

const countRules = (bounces: readonly (readonly RuleId[])[]): Figures['bouncesByRule'] =>
  [...Map.groupBy(bounces.flat(), (rule) => rule)]
    .map(([rule, all]) => ({ rule, count: all.length }))
    .toSorted((one, other) => other.count - one.count || one.rule.localeCompare(other.rule, 'en'));

const isIn = (entry: RecordEntry | null, since: Instant): boolean =>
  entry !== null && Date.parse(entry.at) >= Date.parse(since);

/**
 * The figures from `since` on, counted from the record alone. `record`: the whole stories of the cases that changed in
 * the period. Discarded drafts say nothing about the desk, so `cases` tells which those are.
 */
export const figuresOf = (
  cases: readonly Pick<Case, 'id' | 'stage'>[],
  record: readonly RecordEntry[],
  since: Instant,
): Figures => {
  const discarded = new Set(
    cases.flatMap(({ id, stage }) => (stage.at === 'closed' && stage.how === 'cancelled' ? [id] : [])),
  );
  const stories = storiesOf(record).filter(({ caseId }) => !discarded.has(caseId));
  const opened = stories.filter((story) => isIn(firstOf(story, 'opened'), since));
  const filed = stories.filter((story) => isIn(firstOf(story, 'filed'), since));
  const right = filed.filter(firstDoorWasRight).length;
  const bounces = stories.flatMap((story) => bouncedRules(story, since));
  return {
    opened: opened.length,
    filed: filed.length,
    firstDoorRight: right,
    firstDoorRightShare: filed.length === 0 ? null : right / filed.length,
    minutesToVerdict: median(opened.flatMap(minutesToVerdict)),
    questionsPerCase: median(opened.flatMap(questionsIn)),
    bouncesByRule: countRules(bounces),
    bounces: bounces.length,
  };
};
