import { phrase } from './phrase.ts';
import type { Problem } from './picture.ts';

/* What leads type into the forms of their desk, read one input at a time. */

export type Inputs = Readonly<Record<string, string>>;

/** What was typed, read and checked; everything wrong at once. */
export type ReadSetting<T> = { readonly value: T; readonly problems: readonly Problem[] };

export const wrong = (
  input: string,
  key: string,
  values: Readonly<Record<string, string | number>> = {},
): readonly Problem[] => [{ input, says: phrase(key, values) }];

export const typedIn = (inputs: Inputs, input: string): string => (inputs[input] ?? '').trim();

export const isDay = (text: string): boolean => {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : NaN;
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
};

export const isTime = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
