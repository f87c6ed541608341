/**
 * Rows as they stand in a SQLite file, by their key: a turn asks for the same case, person and customer several times
 * over. What this process writes, it forgets; what another one writes, SQLite tells once in each tick of the event loop.
 */
import type { DatabaseSync } from 'node:sqlite';
import { numberIn } from './kept.ts';

/** One kind of row. */
export type CachedRows<T> = {
  readonly get: (key: string) => T;
  /** Whatever was written under this key, it is read anew. */
  readonly forget: (key: string) => void;
  /** What this process has just committed under this key. */
  readonly keep: (key: string, row: T) => void;
};

export type RowCache = {
  /** @param read what stands under a key; null where nothing does is kept as well. */
  readonly rows: <T>(read: (key: string) => T) => CachedRows<T>;
  /** For writes that do not tell what they changed. */
  readonly forgetAll: () => void;
};

/** Of each kind; a case takes some 15 KB. When they are reached, all is forgotten: what pays is the rest of a turn. */
const mostRows = 500;

export const createRowCache = (db: DatabaseSync): RowCache => {
  const version = db.prepare('pragma data_version');
  const kinds: Map<string, unknown>[] = [];
  let seenVersion = 0;
  let isChecked = false;
  const forgetAll = (): void => {
    for (const kept of kinds) kept.clear();
  };
  const check = (): void => {
    const now = numberIn(version.get() ?? {}, 'data_version');
    if (now !== seenVersion) forgetAll();
    seenVersion = now;
    isChecked = true;
    setImmediate(() => (isChecked = false));
  };
  return {
    forgetAll,
    rows: <T>(read: (key: string) => T) => {
      const kept = new Map<string, T>();
      kinds.push(kept);
      const keep = (key: string, row: T): void => {
        if (kept.size >= mostRows) kept.clear();
        kept.set(key, row);
      };
      return {
        keep,
        get: (key) => {
          if (!isChecked) check();
          const known = kept.get(key);
          if (known !== undefined) return known;
          const found = read(key);
          keep(key, found);
          return found;
        },
        forget: (key) => void kept.delete(key),
      };
    },
  };
};
