/**
 * What should happen to a case with these facts? The room knows rows and facts, nothing else: no time, no people, no
 * words, no store. Wrong rows are refused by check.ts before they get here.
 */
import type { Because, Decision, Outcome, Sla, Today, TrailStep, WayOut } from './decision.ts';
import type { Facts, Field, Severity } from './facts.ts';
import type { AttachRow } from './gate.ts';
import { matches } from './matches.ts';
import type { Aspect, Model, Ready, Seen } from './model.ts';
import type { Policy } from './policy.ts';
import type { Day } from './row.ts';
import { effective, walk } from './walk.ts';
import type { Walk } from './walk.ts';

/**
 * The verdict on these facts, or what is missing for one, with the full trail. Pure. `today` is only needed to see
 * that an admin relationship is about to end; it never changes the verdict.
 */
export const decide = (facts: Facts, policy: Policy, today?: Day): Decision => {
  const { model } = policy;
  const known = effective(facts, model);
  const trail: TrailStep[] = [];
  const walked = walk(known, model, trail);
  const severity = settledSeverity(walked, facts);
  const bare = seen(walked, severity);
  const sla = model.sla.find((row) => fits(row, known, bare));
  const warnings = warningsOf(walked, known, bare, model);
  const whole = { ...bare, warning: warnings };
  const finished = { walked, known, whole };
  const updates = inOrder(
    [...attached(model.updates, known, whole), ...endingSoon(model, finished, today)],
    model.updateOrder,
  );
  const because = becauseOf(walked, known);
  const says = [...attached(model.says, known, whole), ...(sla?.row.rules ?? [])];
  return {
    outcome: walked.outcome,
    channel: walked.door,
    blocker: walked.blocker,
    missing: walked.missing,
    severity,
    sla: sla?.row.sla ?? noSla,
    warnings,
    updates,
    rules: rulesOf(walked, { warnings, because, more: says }, model),
    because,
    today: todayOf(updates, finished, model),
    wayOut: wayOutOf(finished, model),
    trail,
  };
};

/** What a verdict comes down to. */
export type Bare = Pick<Decision, 'outcome' | 'channel' | 'blocker' | 'severity'>;

/** The verdict without all that goes with it; about a quarter of the work, for deciding again and again. */
export const bareVerdict = (facts: Facts, { model }: Policy): Bare => {
  const walked = walk(effective(facts, model), model);
  const { outcome, door, blocker } = walked;
  return { outcome, channel: door, blocker, severity: settledSeverity(walked, facts) };
};

const noSla: Sla = { basis: 'none', hours: null, businessDays: null, guaranteed: false };

/**
 * The agent may submit another severity than the impact demands, for a typed reason; the vendor answers to the one
 * submitted, so that one stands in the verdict. It never creates a severity where the rules give none.
 */
const settledSeverity = ({ severity, outcome }: Walk, facts: Facts): Severity | null =>
  severity === null || outcome === 'needs-info' ? null : (facts.severityChosen ?? severity);

const seen = (walked: Walk, severity: Severity | null): Seen => ({
  outcome: walked.outcome,
  door: walked.door,
  blocker: walked.blocker,
  severity,
  basis: walked.basis,
  warning: [],
  table: walked.tables,
  gate: walked.path.map(({ row }) => row.id),
});

/** Tried for some sixty rows per decision, so these are loops without intermediate lists. */
const fits = ({ conditions, aspects }: Ready<unknown>, known: Facts, walked: Seen): boolean => {
  for (const aspect of aspects) if (!holds(aspect, walked)) return false;
  return matches(conditions, known);
};

const holds = ({ of, values }: Aspect, walked: Seen): boolean => {
  const value = walked[of];
  if (value === null) return false;
  if (typeof value === 'string') return values.includes(value);
  for (const one of values) if (value.includes(one)) return true;
  return false;
};

const attached = (rows: readonly Ready<AttachRow>[], known: Facts, walked: Seen): string[] => {
  const found: string[] = [];
  for (const row of rows) if (fits(row, known, walked)) found.push(...row.row.attach);
  return found;
};

/** Rows that wait for the end of an admin relationship. */
const endingSoon = (model: Model, { known, whole }: Finished, today: Day | undefined): readonly string[] => {
  const until = Date.parse(known.adminPermissionUntil ?? '');
  if (today === undefined || Number.isNaN(until)) return [];
  const daysLeft = (until - Date.parse(today)) / 86_400_000;
  return attached(
    model.endingSoon.filter(({ row }) => daysLeft <= (row.endsWithinDays ?? 0)),
    known,
    whole,
  );
};

const warningsOf = (walked: Walk, known: Facts, bare: Seen, model: Model): readonly string[] => {
  const found = attached(model.warnings, known, bare);
  for (const { row } of walked.path) found.push(...row.warnings);
  return inOrder(found, model.warningOrder);
};

/** Each once, the most pressing first. */
const inOrder = (ids: readonly string[], order: ReadonlyMap<string, number>): readonly string[] => {
  const place = (id: string): number => order.get(id) ?? order.size;
  return [...new Set(ids)].sort((a, b) => place(a) - place(b));
};

const escalations: ReadonlySet<Outcome> = new Set(['escalate-microsoft', 'escalate-21vianet']);

/** An escalation rests on everything it passed; any other verdict on the one gate that ended the walk. */
const becauseOf = ({ path, outcome }: Walk, known: Facts): readonly Because[] => {
  const found = new Map<Field, Because>();
  for (const { row } of escalations.has(outcome) ? path : path.slice(-1)) {
    for (const { rule, fact } of row.decides) {
      const value = known[fact];
      if (value !== undefined && !found.has(fact)) found.set(fact, { rule, fact, value });
    }
  }
  return [...found.values()];
};

type Cited = {
  readonly warnings: readonly string[];
  readonly because: readonly Because[];
  readonly more: readonly string[];
};

const rulesOf = ({ path }: Walk, { warnings, because, more }: Cited, model: Model): readonly string[] => {
  const rules = new Set(more);
  for (const { row } of path) for (const rule of row.rules) rules.add(rule);
  for (const id of warnings) for (const rule of model.warningRules.get(id) ?? []) rules.add(rule);
  for (const { rule } of because) rules.add(rule);
  return [...rules].sort();
};

type Finished = { readonly walked: Walk; readonly known: Facts; readonly whole: Seen };

const todayOf = (
  updates: readonly string[],
  { walked, known, whole }: Finished,
  model: Model,
): Today | null => {
  const found = model.today.find((row) => updates.includes(row.row.update) && fits(row, known, whole));
  if (found === undefined || found.row.then === null) return null;
  const { update, then } = found.row;
  const { outcome, door, blocker } = then === 'as-the-verdict' ? walked : then;
  return { outcome, channel: door, blocker, because: update };
};

/** The door behind a block is found by deciding again with what the way out establishes. */
const wayOutOf = ({ walked, known, whole }: Finished, model: Model): WayOut | null => {
  const found = model.wayOut.find((row) => fits(row, known, whole));
  if (found === undefined) return null;
  const { says, likely, with: established } = found.row;
  const words = says ?? model.blockers.get(walked.blocker ?? '')?.wayOut;
  if (words === undefined) return null;
  const opens = established === null ? null : walk({ ...likely, ...known, ...established }, model).door;
  return { who: words.who, obtain: words.obtain, opens };
};
