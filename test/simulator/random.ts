/** One stream of numbers from one seed. Everything a run leaves to chance comes from here, so a seed tells it all. */

export type Random = {
  /** 0 ≤ n < 1. */
  readonly unit: () => number;
  readonly chance: (probability: number) => boolean;
  /** A whole number, both ends included. */
  readonly between: (least: number, most: number) => number;
  readonly pick: <T>(from: readonly [T, ...(readonly T[])]) => T;
  /** Null of an empty list. */
  readonly any: <T>(from: readonly T[]) => T | null;
};

/** mulberry32, public domain: small, fast, and the same on every machine. */
const mulberry = (seed: number): (() => number) => {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

export const createRandom = (seed: number): Random => {
  const unit = mulberry(seed);
  const between = (least: number, most: number): number => least + Math.floor(unit() * (most - least + 1));
  const any = <T>(from: readonly T[]): T | null => from[between(0, from.length - 1)] ?? null;
  return {
    unit,
    chance: (probability) => unit() < probability,
    between,
    any,
    pick: (from) => any(from) ?? from[0],
  };
};
