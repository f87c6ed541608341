/** What an agent's own words to a customer should not name. A warning, never a refusal: words have many meanings. */
import type { Policy } from '../policy/policy.ts';
import { phrase, type Phrase } from './phrase.ts';
import { madeOnce } from './made-once.ts';
import { folded, placeOf } from './words.ts';

type Rows = Pick<Policy, 'cautions' | 'rules' | 'doors' | 'blockers' | 'warnings' | 'updates'>;

/** A row's words as they are looked for. */
type Wanted = {
  readonly ids: readonly { readonly id: string; readonly word: string }[];
  readonly cautions: readonly { readonly because: string; readonly words: readonly string[] }[];
};

const wantedOf = madeOnce(({ cautions, rules, doors, blockers, warnings, updates }: Rows): Wanted => ({
  // Ids of ours a customer could not make sense of: R11, W-START-IN-PC.
  ids: [rules, doors, blockers, warnings, updates].flatMap((rows) =>
    rows.map(({ id }) => ({ id, word: folded(id) })),
  ),
  cautions: cautions.map(({ because, words }) => ({ because, words: words.map(folded) })),
}));

/** The warnings for a text, each once, in the order of the rows. */
export const cautionsFor = (words: string, rows: Rows): readonly Phrase[] => {
  if (words === '') return [];
  const text = folded(words);
  const wanted = wantedOf(rows);
  const ids = wanted.ids.filter(({ word }) => placeOf(text, word) >= 0).map(({ id }) => id);
  return [
    ...wanted.cautions
      .filter((row) => row.words.some((word) => placeOf(text, word) >= 0))
      .map(({ because }) => phrase(because)),
    ...(ids.length === 0 ? [] : [phrase('caution.ids.says', { ids: ids.slice(0, 5).join(', ') })]),
  ];
};
