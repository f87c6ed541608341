/**
 * Everything that can go wrong, what is expected then, and where that is shown. One proof per fault is enough; several
 * stand here where several rooms share the work. What Handoff does not show says why.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const proofShape = z.strictObject({
  /** A test file, from `test/` and without its ending. */
  in: z.string(),
  /** Stands in the full title of every test that shows it. */
  title: z.string(),
  /** Recipes whose names end those titles. */
  corpus: z.string().optional(),
});
const faultShape = z.strictObject({
  row: z.number(),
  fault: z.string(),
  expected: z.string(),
  proofs: z.array(proofShape).min(1).optional(),
  whyNot: z.string().optional(),
});

export type Proof = z.infer<typeof proofShape>;
/** Exactly one of `proofs` and `whyNot`. */
export type Fault = z.infer<typeof faultShape>;

const oneOf = z.array(
  faultShape.refine(({ proofs, whyNot }) => (proofs === undefined) !== (whyNot === undefined)),
);

export const matrix: readonly Fault[] = oneOf.parse(
  JSON.parse(readFileSync(new URL('./matrix.json', import.meta.url), 'utf8')),
);
