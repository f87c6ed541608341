/** What the system or the database refused a command, in words and with a remedy: nobody has to read error codes. */
import type { Problem } from '../fault.ts';
import { faultProblem } from '../fault.ts';
import { storeFault } from '../store/sqlite-faults.ts';

type Words = Pick<Problem, 'value' | 'remedy'>;

const forbidden: Words = {
  value: 'something this account may not open',
  remedy: 'Run this as the account Handoff runs under, or give this account the right.',
};

/** By the names of https://man7.org/linux/man-pages/man3/errno.3.html, checked 2026-11-20. */
const words: Readonly<Partial<Record<string, Words>>> = {
  ENOENT: { value: 'nothing there', remedy: 'Check the path.' },
  ENOTDIR: { value: 'a file where a folder should be', remedy: 'Check the path.' },
  EISDIR: { value: 'a folder', remedy: 'Name the file.' },
  EACCES: forbidden,
  EPERM: forbidden,
  EROFS: { value: 'a disk that can only be read', remedy: 'Choose another place.' },
  ENOSPC: { value: 'a full disk', remedy: 'Make room, or choose another place.' },
};

/**
 * Null where it is no such refusal. `place`: what was worked on, for errors that do not say so themselves.
 */
export const systemProblem = (caught: unknown, place: string): Problem | null => {
  if (!(caught instanceof Error) || !('code' in caught)) return null;
  if (caught.code === 'ERR_SQLITE_ERROR') return faultProblem(storeFault(caught, place));
  const found = words[String(caught.code)];
  if (found === undefined) return null;
  const path = 'path' in caught && typeof caught.path === 'string' ? caught.path : place;
  return { place: path, expected: 'a file that can be used', ...found };
};
