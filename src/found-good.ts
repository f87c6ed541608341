/**
 * Remembers that files of just this content were found good by just this code, so that a start need not try them again.
 * The note lies where Node keeps the compiled code: whoever could forge it could change the code itself, and both go
 * together. Without such a place nothing is remembered.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { getCompileCacheDir } from 'node:module';
import { join } from 'node:path';

const noteIn = (folder: string): string => join(folder, 'handoff-found-good');

const noted = (folder: string): string | null => {
  try {
    return readFileSync(noteIn(folder), 'utf8');
  } catch {
    return null;
  }
};

/** Renamed into place: two starts at once leave one whole note. A place that cannot be written costs time only. */
const note = (folder: string, print: string): void => {
  const draft = `${noteIn(folder)}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(draft, print);
    renameSync(draft, noteIn(folder));
  } catch {
    return;
  }
};

/** Names these contents, each with its length, so that no two lists look alike. */
const printOf = (contents: readonly string[]): string => {
  const hash = createHash('sha256').update(process.version);
  for (const content of contents) hash.update(`\n${content.length}\n`).update(content);
  return hash.digest('hex');
};

/** @param contents of every file that was tried, and of the code that tries them. */
export const foundGood = (contents: readonly string[]) => {
  const folder = getCompileCacheDir();
  if (folder === undefined) return { before: false, now: () => undefined };
  const print = printOf(contents);
  return { before: noted(folder) === print, now: (): void => note(folder, print) };
};
