/** How long something takes, one after the other. */

const leastRuns = 3;

/**
 * Milliseconds of each run; the first ones, before everything is warm, are not counted. Once it has taken `withinMs`,
 * it ends with fewer, but with `leastRuns` at least.
 */
export const timed = async (
  runs: number,
  run: (nth: number) => Promise<unknown>,
  withinMs: number,
): Promise<readonly number[]> => {
  const start = performance.now();
  const warmUp = Math.ceil(runs / 5);
  let nth = 0;
  for (; nth < warmUp && (nth === 0 || performance.now() < start + withinMs / 5); nth += 1) await run(nth);
  const took: number[] = [];
  while (took.length < runs && (took.length < leastRuns || performance.now() < start + withinMs)) {
    const from = performance.now();
    await run(nth);
    took.push(performance.now() - from);
    nth += 1;
  }
  return took;
};

/** The same for what is over in microseconds: in µs, without the price of waiting. */
export const timedAtOnce = (runs: number, run: (nth: number) => unknown): readonly number[] => {
  for (let nth = 0; nth < runs; nth += 1) run(nth);
  return Array.from({ length: runs }, (_, nth) => {
    const from = performance.now();
    run(nth);
    return (performance.now() - from) * 1_000;
  });
};
