/** What the doctor says about one thing. `wrong` needs somebody to act; `note` is worth knowing. */
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

export const findingLine = (finding: Finding): string => {
  const line = `${finding.is.padEnd(6)} ${finding.about}: ${finding.says}`;
  return finding.is === 'wrong' ? `${line}\n       → ${finding.remedy}` : line;
};
