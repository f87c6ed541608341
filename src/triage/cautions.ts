/** What an agent's own words to a customer should not name. A warning, never a refusal: words have many meanings. */
import type { Policy } from '../policy/policy.ts';
import { phrase, type Phrase } from './phrase.ts';
import { folded, placeOf } from './words.ts';

type Rows = Pick<Policy, 'cautions' | 'rules' | 'doors' | 'blockers' | 'warnings' | 'updates'>;

/** Ids of ours a customer could not make sense of: R11, W-START-IN-PC. */
const idsIn = (text: string, { rules, doors, blockers, warnings, updates }: Rows): readonly string[] =>
  [rules, doors, blockers, warnings, updates]
    .flatMap((rows) => rows.map(({ id }) => id))
    .filter((id) => placeOf(text, folded(id)) >= 0);

/** The warnings for a text, each once, in the order of the rows. */
export const cautionsFor = (words: string, rows: Rows): readonly Phrase[] => {
  const text = folded(words);
  const ids = idsIn(text, rows);
  return [
    ...rows.cautions
      .filter((row) => row.words.some((word) => placeOf(text, folded(word)) >= 0))
      .map(({ because }) => phrase(because)),
    ...(ids.length === 0 ? [] : [phrase('caution.ids.says', { ids: ids.slice(0, 5).join(', ') })]),
  ];
};
