/** Mutants that may live, each with its reason: mostly those that change nothing anybody can see. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Mutant } from './mutants.ts';

/** Known by text, so that a moved line stays accepted and a changed one is looked at again. */
const acceptedShape = z.array(
  z.strictObject({
    file: z.string(),
    /** The whole line, trimmed. */
    code: z.string(),
    /** As the run prints it. */
    change: z.string(),
    reason: z.string().min(10),
  }),
);

const accepted = acceptedShape.parse(
  JSON.parse(readFileSync(new URL('./accepted.json', import.meta.url), 'utf8')),
);

export const isAccepted = (mutant: Mutant): boolean =>
  accepted.some(
    ({ file, code, change }) => file === mutant.file && code === mutant.code && change === mutant.change,
  );

/** Rows that fit no mutant any more. */
export const stale = (mutants: readonly Mutant[]): readonly string[] =>
  accepted
    .filter(
      (row) =>
        !mutants.some((one) => row.file === one.file && row.code === one.code && row.change === one.change),
    )
    .map(({ file, code }) => `${file}: ${code}`);
