/** The arithmetic of the bench: what becomes of many measurements. Pure. */

/** @throws RangeError on an empty list: a figure of nothing is none. */
const sorted = (values: readonly number[]): readonly number[] => {
  if (values.length === 0) throw new RangeError('nothing was measured');
  return values.toSorted((a, b) => a - b);
};

/** The smallest measurement that at least `share` (0 to 1) of all do not exceed (nearest rank). */
export const percentile = (values: readonly number[], share: number): number => {
  const all = sorted(values);
  const rank = Math.max(1, Math.ceil(share * all.length));
  return all[Math.min(rank, all.length) - 1] ?? Number.NaN;
};

/** The middle one, or the mean of the two in the middle. */
export const median = (values: readonly number[]): number => {
  const all = sorted(values);
  const upper = Math.floor(all.length / 2);
  const high = all[upper] ?? Number.NaN;
  return all.length % 2 === 1 ? high : ((all[upper - 1] ?? Number.NaN) + high) / 2;
};

/** One figure with how far its measurements lie apart. */
export type Spread = { readonly median: number; readonly min: number; readonly max: number };

export const spread = (values: readonly number[]): Spread => {
  const all = sorted(values);
  return { median: median(all), min: all[0] ?? Number.NaN, max: all.at(-1) ?? Number.NaN };
};

/** Ours over the anchor's of the same round: what the machine does meanwhile touches both. */
export const ratios = (ours: readonly number[], anchors: readonly number[]): Spread => {
  if (ours.length !== anchors.length) throw new RangeError('rounds without a partner');
  return spread(ours.map((value, at) => value / (anchors[at] ?? Number.NaN)));
};

/** Above this the machine was not quiet enough for its figures to be trusted. */
const restlessShare = 0.25;

/** How far the anchor's own rounds differ, as a share of the slowest. */
export const restlessness = (
  anchors: readonly number[],
): { readonly share: number; readonly isHigh: boolean } => {
  const { min, max } = spread(anchors);
  const share = (max - min) / min;
  return { share, isHigh: share > restlessShare };
};

export type Point = { readonly x: number; readonly y: number };

/** Of the straight line with the least squares; 0 where all points share one x. */
export const slope = (points: readonly Point[]): number => {
  const mean = (pick: (point: Point) => number): number =>
    points.reduce((sum, point) => sum + pick(point), 0) / points.length;
  const x0 = mean(({ x }) => x);
  const y0 = mean(({ y }) => y);
  const over = points.reduce((sum, { x, y }) => sum + (x - x0) * (y - y0), 0);
  const under = points.reduce((sum, { x }) => sum + (x - x0) ** 2, 0);
  return under === 0 ? 0 : over / under;
};

/** With as many digits as mean something. */
export const shown = (value: number): string =>
  Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(Math.abs(value) >= 10 ? 1 : 2);

export const shownSpread = ({ min, max }: Spread): string => `${shown(min)}–${shown(max)}`;
