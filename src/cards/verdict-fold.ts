/** The parts of a verdict that are folded: more warnings, what would change it, what changed since, rules and sources. */
import type { WouldChange, WarningId } from '../policy/decision.ts';
import type { Policy, Row, WarningRow } from '../policy/policy.ts';
import { answerWords } from './answer-words.ts';
import type { Decided } from './case-view.ts';
import type { CardContext } from './context.ts';
import type { JsonObject } from './expand.ts';
import { doorWords, link, outcomeWords, sourceWords } from './policy-words.ts';
import { responseNote } from './response-note.ts';
import { phrase, type Phrase } from '../triage/phrase.ts';
import type { Voice } from './voice.ts';

const ranked = (ids: readonly WarningId[], { warnings }: Policy): readonly WarningRow[] =>
  warnings.filter(({ id }) => ids.includes(id)).toSorted((a, b) => a.rank - b.rank);

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

/** One text block for all lines: a block each would cost more than the words. */
const fold = (label: string, lines: readonly string[]): readonly JsonObject[] =>
  lines.length === 0 ? [] : [{ label, text: lines.join('\n\n') }];

export const foldedParts = (decided: Decided): JsonObject => {
  const { verdict, context, desk } = decided;
  const { voice } = desk;
  const { policy } = context;
  // What the small print says is not said twice.
  const isSaid = ({ id }: WarningRow): boolean =>
    id === 'W-NONBREAKFIX-1BD' && responseNote(decided) !== null;
  const warnings = ranked(verdict.warnings, policy)
    .slice(1)
    .filter((row) => !isSaid(row));
  const updates = policy.updates.filter(({ id }) => verdict.updates.includes(id));
  const changes = new Set(
    telling(context)
      .slice(1)
      .map((change) => changeLine(change, decided)),
  );
  const applied = policy.rules.filter(({ id }) => verdict.rules.includes(id));
  const isDeciding = ({ id }: Row): boolean => verdict.because.some(({ rule }) => rule === id);
  const deciding = applied.filter(isDeciding);
  const others = applied.filter((row) => !isDeciding(row));
  return {
    warnings: fold(
      voice.say('card.fold.warnings', { count: warnings.length }),
      warnings.map((row) => warningText(row, decided)),
    ),
    changes: fold(voice.say('card.fold.changes', { count: changes.size }), [...changes]),
    updates: fold(voice.say('card.fold.updates', { count: updates.length }), claims(updates, policy, voice)),
    sources: fold(
      voice.say('card.fold.sources', { count: deciding.length }),
      claims(deciding, policy, voice),
    ),
    moreSources: fold(
      voice.say('card.fold.more-sources', { count: others.length }),
      claims(others, policy, voice),
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
const changeLine = (change: WouldChange, { verdict, context, desk }: Decided): string => {
  const isSame =
    change.outcome === verdict.outcome &&
    change.channel === verdict.channel &&
    change.blocker === verdict.blocker;
  return desk.voice.say('card.verdict.would-change', {
    ...answerWords(change.field, change.value, context.policy),
    instead: isSame ? severityWords(change.severity) : insteadWords(change),
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
  return wouldChange.toSorted((a, b) => rank(a) - rank(b));
};

const insteadWords = ({ blocker, channel, outcome }: WouldChange): Phrase => {
  if (blocker !== null) return phrase(`blocker.${blocker}.says`);
  return channel === null
    ? outcomeWords(outcome)
    : phrase('card.verdict.instead', { outcome: outcomeWords(outcome), door: doorWords(channel) });
};

/** The first of the changes stands open, the others are folded. */
export const mainChange = (decided: Decided): string | null => {
  const [first] = telling(decided.context);
  return first === undefined
    ? null
    : decided.desk.voice.say('card.verdict.changes-if', { change: { markdown: changeLine(first, decided) } });
};
