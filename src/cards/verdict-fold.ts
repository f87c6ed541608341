/** The parts of a verdict that are folded: more warnings, what would change it, what changed since, rules and sources. */
import type { WouldChange, WarningId } from '../policy/decision.ts';
import type { Policy, Row, WarningRow } from '../policy/policy.ts';
import { answerWords } from './answer-words.ts';
import type { Decided } from './case-view.ts';
import type { JsonObject } from './expand.ts';
import { doorWords, outcomeWords, sourceWords } from './policy-words.ts';
import { phrase, type Phrase } from '../triage/phrase.ts';
import type { Voice } from './voice.ts';

const ranked = (ids: readonly WarningId[], { warnings }: Policy): readonly WarningRow[] =>
  warnings.filter(({ id }) => ids.includes(id)).toSorted((a, b) => a.rank - b.rank);

/** The one warning that matters most; five at once are read by nobody. */
export const mainWarning = (ids: readonly WarningId[], policy: Policy, voice: Voice): readonly JsonObject[] =>
  ranked(ids, policy)
    .slice(0, 1)
    .map(({ because }) => ({ text: voice.say(because) }));

const fold = (label: string, lines: readonly string[]): readonly JsonObject[] =>
  lines.length === 0 ? [] : [{ label, lines: lines.map((text) => ({ text })) }];

export const foldedParts = (decided: Decided): JsonObject => {
  const { verdict, context, desk } = decided;
  const { voice } = desk;
  const { policy } = context;
  const warnings = ranked(verdict.warnings, policy).slice(1);
  const updates = policy.updates.filter(({ id }) => verdict.updates.includes(id));
  const changes = context.wouldChange.slice(1).map((change) => changeLine(change, decided));
  return {
    warnings: fold(
      voice.say('card.fold.warnings', { count: warnings.length }),
      warnings.map(({ because }) => voice.say(because)),
    ),
    changes: fold(voice.say('card.fold.changes', { count: changes.length }), [...new Set(changes)]),
    updates: fold(
      voice.say('card.fold.updates', { count: updates.length }),
      updates.map((row) => claim(row, decided)),
    ),
    sources: fold(
      voice.say('card.fold.sources', { count: verdict.rules.length }),
      policy.rules.filter(({ id }) => verdict.rules.includes(id)).map((row) => claim(row, decided)),
    ),
  };
};

const claim = (row: Row, { context, desk }: Decided): string =>
  desk.voice.say('card.claim', {
    says: { key: row.because },
    source: { markdown: sourceWords(row, context.policy, desk.voice) },
  });

/** Another answer and what it would come to: "Impact: small loss → Severity C, minimal". */
const changeLine = (change: WouldChange, { verdict, context, desk }: Decided): string => {
  const isSame = change.outcome === verdict.outcome && change.channel === verdict.channel;
  return desk.voice.say('card.verdict.would-change', {
    ...answerWords(change.field, change.value, context.policy),
    instead:
      isSame && change.severity !== null ? phrase(`severity.${change.severity}.name`) : insteadWords(change),
  });
};

const insteadWords = ({ blocker, channel, outcome }: WouldChange): Phrase => {
  if (blocker !== null) return phrase(`blocker.${blocker}.says`);
  return channel === null
    ? outcomeWords(outcome)
    : phrase('card.verdict.instead', { outcome: outcomeWords(outcome), door: doorWords(channel) });
};

/** The first of the changes stands open, the others are folded. */
export const mainChange = (decided: Decided): string | null => {
  const [first] = decided.context.wouldChange;
  return first === undefined
    ? null
    : decided.desk.voice.say('card.verdict.changes-if', { change: { markdown: changeLine(first, decided) } });
};
