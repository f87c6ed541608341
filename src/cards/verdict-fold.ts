/** The parts of a verdict that are folded: more warnings, what would change it, what changed since, rules and sources. */
import type { WouldChange, WarningId } from '../policy/decision.ts';
import type { Policy, Row, WarningRow } from '../policy/policy.ts';
import { valueWords } from './answer-words.ts';
import type { Decided } from './case-view.ts';
import type { CardContext } from './context.ts';
import type { JsonObject } from './expand.ts';
import type { Markdown } from './phrase.ts';
import { doorWords, link, outcomeWords, sourceWords } from './policy-words.ts';
import { responseNote } from './response-note.ts';
import { phrase, type Phrase } from '../triage/phrase.ts';
import type { Voice } from './voice.ts';

const named = <T extends Row>(rows: readonly T[], ids: readonly string[]): readonly T[] => {
  const wanted = new Set(ids);
  return rows.filter(({ id }) => wanted.has(id));
};

const ranked = (ids: readonly WarningId[], { warnings }: Policy): readonly WarningRow[] =>
  named(warnings, ids).toSorted((a, b) => a.rank - b.rank);

/** The one warning that matters most; five at once are read by nobody. */
export const mainWarning = (decided: Decided): readonly JsonObject[] =>
  ranked(decided.verdict.warnings, decided.context.policy)
    .slice(0, 1)
    .map((row) => ({ text: warningText(row, decided) }));

/** Where the desk has a paid support contract, it is named instead of a general hint at one. */
const warningText = ({ id, because }: WarningRow, { context, desk: { voice } }: Decided): string => {
  const { contract } = context.profile;
  if (id !== 'W-VEHICLES' || contract === null) return voice.say(because);
  return voice.say('card.verdict.our-contract', { contract: link(contract.name, contract.link) });
};

/** What is folded and of how many things it tells. One text block for all lines: a block each would cost more than the words. */
const fold = (
  label: string,
  { count, lines }: { readonly count: number; readonly lines: readonly string[] },
  voice: Voice,
): readonly JsonObject[] =>
  lines.length === 0 ? [] : [{ label: voice.say(label, { count }), text: lines.join('\n\n') }];

/** `changes`: what else would change the verdict, beside what stands open. */
export const foldedParts = (decided: Decided, changes: readonly string[]): JsonObject => {
  const { verdict, context, desk } = decided;
  const { voice } = desk;
  const { policy } = context;
  // What the small print says is not said twice.
  const isSaid = ({ id }: WarningRow): boolean =>
    id === 'W-NONBREAKFIX-1BD' && responseNote(decided) !== null;
  const warnings = ranked(verdict.warnings, policy)
    .slice(1)
    .filter((row) => !isSaid(row));
  const applied = named(policy.rules, verdict.rules);
  const isDeciding = ({ id }: Row): boolean => verdict.because.some(({ rule }) => rule === id);
  const folded = (label: string, lines: readonly string[]): readonly JsonObject[] =>
    fold(label, { count: lines.length, lines }, voice);
  const claimed = (label: string, rows: readonly Row[]): readonly JsonObject[] =>
    fold(label, { count: rows.length, lines: claims(rows, policy, voice) }, voice);
  return {
    warnings: folded(
      'card.fold.warnings',
      warnings.map((row) => warningText(row, decided)),
    ),
    changes: folded('card.fold.changes', [...new Set(changes)]),
    updates: claimed('card.fold.updates', named(policy.updates, verdict.updates)),
    sources: claimed('card.fold.sources', applied.filter(isDeciding)),
    moreSources: claimed(
      'card.fold.more-sources',
      applied.filter((row) => !isDeciding(row)),
    ),
  };
};

/** Claims by the page they stand on: the page with its link and the day of the check, then what it says where. */
const claims = (rows: readonly Row[], policy: Policy, voice: Voice): readonly string[] => {
  const pages = Map.groupBy(rows, (row) => sourceWords(row, policy, voice));
  return [...pages].flatMap(([page, claimed]) => [
    page,
    ...claimed.map((row) =>
      voice.lasting(row, 'claim', () =>
        voice.say('card.claim', { section: row.source.section, says: { key: row.because } }),
      ),
    ),
  ]);
};

/** Another answer and what it would come to: "Impact: small loss → Severity C, minimal". */
const changeLine = (
  change: WouldChange,
  { verdict, context: { policy }, desk: { voice } }: Decided,
): string => {
  const { field, value, outcome, channel, blocker } = change;
  const isSame = outcome === verdict.outcome && channel === verdict.channel && blocker === verdict.blocker;
  // Closed lists, all of them, so that little is kept: verdict after verdict names the same few answers and results.
  const lasting = (name: string, make: () => Phrase): Markdown => ({
    markdown: voice.lasting(policy, name, () => voice.words(make())),
  });
  return voice.say('card.verdict.would-change', {
    label: phrase(`card.field.${field}`),
    value: lasting(`answer ${field} ${String(value)}`, () => valueWords(field, value, policy)),
    instead: isSame
      ? severityWords(change.severity)
      : lasting(`instead ${outcome} ${channel} ${blocker}`, () => insteadWords(change)),
  });
};

const severityWords = (level: WouldChange['severity']): Phrase =>
  phrase(level === null ? 'card.verdict.no-severity' : `severity.${level}.name`);

/**
 * What tells most comes first: what the agent judged himself may be doubted, what profile or directory say hardly;
 * another kind of case hardly either, and one more question is hardly a result.
 */
const telling = ({ wouldChange, case: about }: CardContext): readonly WouldChange[] => {
  const rank = ({ field, outcome }: WouldChange): number =>
    (outcome === 'needs-info' ? 4 : 0) +
    (field === 'issueKind' ? 2 : 0) +
    (about?.origins[field] === 'answered' ? 0 : 1);
  return wouldChange
    .map((change) => ({ change, rank: rank(change) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ change }) => change);
};

const insteadWords = ({ blocker, channel, outcome }: WouldChange): Phrase => {
  if (blocker !== null) return phrase(`blocker.${blocker}.says`);
  return channel === null
    ? outcomeWords(outcome)
    : phrase('card.verdict.instead', { outcome: outcomeWords(outcome), door: doorWords(channel) });
};

/** A line for each: the first stands open, the others are folded. */
export const changeLines = (decided: Decided): readonly string[] =>
  telling(decided.context).map((change) => changeLine(change, decided));
