import { decide } from '../../src/policy/decide.ts';
import type { Decision } from '../../src/policy/decision.ts';
import { factValues } from '../../src/policy/facts.ts';
import type { Facts, Field, FactValue } from '../../src/policy/facts.ts';
import type { Policy } from '../../src/policy/policy.ts';

/** One way through the questions: what was answered, step by step, and where it ended. */
export type Interview = { readonly facts: Facts; readonly steps: number; readonly verdict: Decision };

/** What an interview may answer to a field. `healthChecked: false` only puts the question again, so it is no branch. */
export const answersTo = (field: Field): readonly FactValue[] => {
  if (field === 'healthChecked') return [true];
  const legal = factValues[field];
  if (legal === 'flag') return [true, false];
  return typeof legal === 'object' ? legal : ['contoso.onmicrosoft.com'];
};

/** Every combination of answers to these fields. */
export const combinations = (fields: readonly Field[]): readonly Facts[] =>
  fields.reduce<readonly Facts[]>(
    (known, field) =>
      known.flatMap((facts) => answersTo(field).map((value) => ({ ...facts, [field]: value }))),
    [{}],
  );

/** Asking the category again is a branch into the answers that do not ask the same once more. */
const next = (facts: Facts, missing: readonly Field[]): readonly Facts[] => {
  const again = missing.filter((field) => facts[field] !== undefined);
  return combinations(missing)
    .filter((answers) => again.every((field) => answers[field] !== facts[field]))
    .map((answers) => ({ ...facts, ...answers }));
};

/** Every interview from these facts on, one at a time. `asked` hears of every question on the way. */
export function* interviews(
  policy: Policy,
  asked: (facts: Facts, question: Decision) => void = () => undefined,
  from: { readonly facts: Facts; readonly steps: number } = { facts: {}, steps: 0 },
): Generator<Interview> {
  const { facts, steps } = from;
  const verdict = decide(facts, policy);
  if (verdict.outcome !== 'needs-info') {
    yield { facts, steps, verdict };
    return;
  }
  asked(facts, verdict);
  for (const known of next(facts, verdict.missing))
    yield* interviews(policy, asked, { facts: known, steps: steps + 1 });
}
