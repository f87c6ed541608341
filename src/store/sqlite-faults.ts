/** SQLite's error codes (https://sqlite.org/rescode.html, checked 2026-11-20) as faults with a remedy. */
import { Fault } from '../fault.ts';

type Row = { readonly code: string; readonly found: string; readonly remedy: string };

const corrupt: Row = {
  code: 'store-corrupt',
  found: 'a file that is no intact Handoff database',
  remedy: 'Nothing was changed. Restore a backup into its place, or move the file away to begin anew.',
};

/** By primary code. */
const rows: Readonly<Partial<Record<number, Row>>> = {
  5: {
    code: 'store-busy',
    found: 'a database another program keeps locked',
    remedy: 'Close the other program; the turn can be repeated.',
  },
  8: {
    code: 'store-read-only',
    found: 'a file that cannot be written',
    remedy: 'Give the account Handoff runs under write permission on the file and its folder.',
  },
  10: {
    code: 'store-disk',
    found: 'a disk that fails to read or write',
    remedy: 'Check the disk; Handoff goes on by itself once it answers.',
  },
  11: corrupt,
  13: {
    code: 'store-full',
    found: 'a full disk',
    remedy: 'Make room; Handoff goes on by itself.',
  },
  14: {
    code: 'store-cannot-open',
    found: 'a file that cannot be opened',
    remedy: 'Check DATA_FOLDER: the folder must exist, be writable and hold no folder named handoff.db.',
  },
  26: corrupt,
};

const primaryCode = (caught: unknown): number | null =>
  caught instanceof Error && 'errcode' in caught && typeof caught.errcode === 'number'
    ? caught.errcode & 0xff
    : null;

export const isBusy = (caught: unknown): boolean => primaryCode(caught) === 5;

/** A Fault stays what it is; an error of SQLite gets its remedy; anything else is a plain failure of the store. */
export const storeFault = (caught: unknown, path: string): Fault => {
  if (caught instanceof Fault) return caught;
  const row = rows[primaryCode(caught) ?? -1];
  if (row === undefined) return new Fault('store-failed', { detail: { place: path }, cause: caught });
  const { code, found, remedy } = row;
  return new Fault(code, { detail: { place: path, found, remedy }, cause: caught });
};
