/** A case as the JSON a store keeps, and back. */
import { Fault } from '../fault.ts';
import type { TrailStep } from '../policy/decision.ts';
import { isField } from '../policy/facts.ts';
import type { Case } from '../triage/case.ts';
import { madeOnce } from '../triage/made-once.ts';

/**
 * A verdict's trail is half of its case, most of it the same three names again. A step is kept as one text: `+` where
 * the gate fired, `-` where it did not, the gate, a colon, and the fields by which, with commas.
 */
const stepText = ({ gate, fired, by }: TrailStep): string => `${fired ? '+' : '-'}${gate}:${by.join()}`;

const stepOf = (text: string): TrailStep => {
  const end = text.lastIndexOf(':');
  if (end < 1) throw new Fault('store-corrupt', { detail: { kind: 'step of a trail', found: text } });
  const by = text
    .slice(end + 1)
    .split(',')
    .filter(isField);
  return { gate: text.slice(1, end), fired: text.startsWith('+'), by };
};

/** A verdict is stored again with every turn after it. */
const trailTexts = madeOnce((trail: readonly TrailStep[]): readonly string[] => trail.map(stepText));

export const caseText = (kase: Case): string => {
  const { decision } = kase;
  if (decision === null) return JSON.stringify(kase);
  const verdict = { ...decision.verdict, trail: trailTexts(decision.verdict.trail) };
  return JSON.stringify({ ...kase, decision: { ...decision, verdict } });
};

/** A step that is none of these texts was stored before there were any. */
type StoredStep = string | TrailStep;

/** The case as read from its JSON, with its trail as it was. */
export const withTrail = (kase: Case): Case => {
  const { decision } = kase;
  if (decision === null) return kase;
  const stored: readonly StoredStep[] = decision.verdict.trail;
  const trail = stored.map((step) => (typeof step === 'string' ? stepOf(step) : step));
  return { ...kase, decision: { ...decision, verdict: { ...decision.verdict, trail } } };
};
