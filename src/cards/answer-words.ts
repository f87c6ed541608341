import type { Field, FactValue } from '../policy/facts.ts';
import type { Policy, QuestionRow } from '../policy/policy.ts';
import { phrase, typed, type Phrase } from '../triage/phrase.ts';

/** A fact in words: a short name of what was asked, and the answer. */
export const answerWords = (
  field: Field,
  value: FactValue,
  policy: Policy,
): { readonly label: Phrase; readonly value: Phrase } => ({
  label: phrase(`card.field.${field}`),
  value: valueWords(field, value, policy),
});

/** An answer in the words of its choice; what has none (names, domains, free text) stays as typed. */
export const valueWords = (field: Field, value: FactValue, policy: Policy): Phrase => {
  if (typeof value === 'object') {
    return phrase('card.list', { items: value.map((one) => valueWords(field, one, policy)) });
  }
  const row = policy.questions.find((one) => one.field === field);
  return chosenWords(row, value) ?? ownWords(field, value, policy) ?? typed(String(value));
};

const chosenWords = (row: QuestionRow | undefined, value: FactValue): Phrase | null => {
  const choice = row?.choices.find((one) => one.value === value);
  return choice === undefined ? null : phrase(choice.says);
};

/** Answers whose words stand elsewhere than in their question, or that are never asked. */
const ownWords = (field: Field, value: FactValue, policy: Policy): Phrase | null => {
  if (typeof value === 'boolean') return phrase(value ? 'card.yes' : 'card.no');
  const product = field === 'product' ? policy.products.find(({ id }) => id === value) : undefined;
  if (product !== undefined) return phrase(product.says);
  const kind = field === 'issueKind' ? policy.kinds.find(({ sets }) => sets.issueKind === value) : undefined;
  if (kind !== undefined) return phrase(kind.says);
  return null;
};
