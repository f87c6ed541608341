/** How long something takes, one after the other. */

/** Milliseconds of each run; the first ones, before everything is warm, are not counted. */
export const timed = async (
  runs: number,
  run: (nth: number) => Promise<unknown>,
  warmUp = Math.ceil(runs / 5),
): Promise<readonly number[]> => {
  for (let nth = 0; nth < warmUp; nth += 1) await run(nth);
  const took: number[] = [];
  for (let nth = warmUp; nth < warmUp + runs; nth += 1) {
    const from = performance.now();
    await run(nth);
    took.push(performance.now() - from);
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
