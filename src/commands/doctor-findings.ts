/** What the doctor says about one thing. `wrong` needs somebody to act; `note` is worth knowing. */
import { readTexts } from '../data.ts';
import type { Finding as Found } from '../triage/finding.ts';

export type Finding =
  | { readonly is: 'ok' | 'note'; readonly about: string; readonly says: string }
  | { readonly is: 'wrong'; readonly about: string; readonly says: string; readonly remedy: string };

export const ok = (about: string, says: string): Finding => ({ is: 'ok', about, says });
export const note = (about: string, says: string): Finding => ({ is: 'note', about, says });
export const wrong = (about: string, says: string, remedy: string): Finding => ({
  is: 'wrong',
  about,
  says,
  remedy,
});

/** A shell speaks English, in the words a lead's check uses; where those are broken, by the finding's bare name. */
const inEnglish = (() => {
  const { texts } = readTexts();
  return (key: string, values: Found['values'] = {}): string =>
    texts.has(key) ? texts.say('en', key, values) : `${key} ${JSON.stringify(values)}`;
})();

export const inWords = ({ is, about, id, values }: Found): Finding => {
  const says = inEnglish(`finding.${id}`, values);
  return is === 'wrong' ? { is, about, says, remedy: inEnglish(`finding.${id}.mend`) } : { is, about, says };
};

export const findingLine = (finding: Finding): string => {
  const line = `${finding.is.padEnd(6)} ${finding.about}: ${finding.says}`;
  return finding.is === 'wrong' ? `${line}\n       → ${finding.remedy}` : line;
};
