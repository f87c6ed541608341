/** The same few of many, for the same seed. */
const step = (state: number): number => (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;

/** All where there are no more than `many`, else so many of them, in their order. */
export const sampleOf = <T>(all: readonly T[], many: number, seed: number): readonly T[] => {
  if (all.length <= many) return all;
  let state = step(step(seed));
  const drawn = all.map((value, at) => {
    state = step(state);
    return { value, at, lot: state };
  });
  return drawn
    .toSorted((one, other) => one.lot - other.lot || one.at - other.at)
    .slice(0, many)
    .toSorted((one, other) => one.at - other.at)
    .map(({ value }) => value);
};
