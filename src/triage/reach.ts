import { decide } from '../policy/decide.ts';
import { fields, factValues, type Facts, type Field, type FactValue } from '../policy/facts.ts';
import type { Policy, QuestionRow } from '../policy/policy.ts';
import type { PageId } from './case.ts';
import { keepFacts } from './fill.ts';

/** A field a page has to show. `required`: every way on asks for it, so the card may insist before it is sent. */
type OpenField = { readonly field: Field; readonly required: boolean };

/**
 * Fields that have no input of their own: naming the customer (or ourselves) says whose problem it is, the kind says
 * whether something broke, and who tells what service health shows has looked at it. `sets`: what any answer says.
 */
const answeredWith: Readonly<Partial<Record<Field, { readonly field: Field; readonly sets: Facts | null }>>> =
  {
    subject: { field: 'customer', sets: null },
    breakFix: { field: 'issueKind', sets: null },
    healthChecked: { field: 'knownIncident', sets: { healthChecked: true } },
  };

export const hasOwnInput = (field: Field): boolean => answeredWith[field] === undefined;

export const questionOf = (field: Field, policy: Policy): QuestionRow | undefined => {
  const asked = answeredWith[field]?.field ?? field;
  return policy.questions.find((row) => row.field === asked);
};

/** The values an interview can branch on; none for free text, which never decides. */
const branches = (field: Field): readonly FactValue[] => {
  const values = factValues[field];
  if (values === 'flag') return [true, false];
  return typeof values === 'string' ? [] : values;
};

type Assigned = ReadonlyMap<Field, FactValue>;

/** Every point at which some continuation asks a field of the page, with the answers that led there. */
const askingPoints = (
  facts: Facts,
  page: PageId,
  policy: Policy,
): ReadonlyMap<Field, readonly Assigned[]> => {
  const points = new Map<Field, Assigned[]>();
  const walk = (known: Facts, assigned: Assigned): void => {
    const next = decide(known, policy).missing[0];
    if (next === undefined) return;
    const together = answeredWith[next];
    if (together !== undefined) {
      if (together.sets !== null) walk({ ...known, ...together.sets }, assigned);
      return;
    }
    // Asked again after an answer of this walk (regional, but one customer): shown already, nothing new behind it.
    if (assigned.has(next) || questionOf(next, policy)?.page !== page) return;
    points.set(next, [...(points.get(next) ?? []), assigned]);
    for (const value of branches(next)) {
      walk({ ...known, [next]: value }, new Map([...assigned, [next, value]]));
    }
  };
  walk(facts, new Map());
  return points;
};

/** Share of the answers to `on` under which a field with these asking points is asked at all: 1 = whatever is answered. */
const shareUnder = (asked: readonly Assigned[], on: Field): number => {
  const leading = new Set(asked.map((assigned) => assigned.get(on)));
  return leading.has(undefined) ? 1 : leading.size / branches(on).length;
};

const findOpenFields = (facts: Facts, page: PageId, policy: Policy): readonly OpenField[] => {
  const points = askingPoints(facts, page, policy);
  const names = [...points.keys()];
  return [...points].flatMap(([field, asked]) => {
    const shares = names.filter((other) => other !== field).map((other) => shareUnder(asked, other));
    if (shares.some((share) => share <= 0.5)) return [];
    return [{ field, required: shares.every((share) => share === 1) }];
  });
};

/** Of a text only its presence can matter to what is asked next. */
const keyOf = (facts: Facts, page: PageId, except: Field | null): string => {
  let key: string = page;
  for (const field of fields) {
    const value = facts[field];
    if (value === undefined || field === except) continue;
    key += factValues[field] === 'text' ? `|${field}` : `|${field}=${String(value)}`;
  }
  return key;
};

/** So many answers are kept; a desk's cases go through far fewer. */
const mostKept = 5000;
const found = new WeakMap<Policy, Map<string, readonly OpenField[]>>();

const keptFor = (policy: Policy): Map<string, readonly OpenField[]> => {
  const kept = found.get(policy) ?? new Map<string, readonly OpenField[]>();
  if (kept.size >= mostKept) kept.clear();
  found.set(policy, kept);
  return kept;
};

/**
 * The fields of a page that some continuation still asks and that do not hang on another open field of the same
 * page, in asking order. A field hangs on another when at most half of that one's answers lead to it: "several
 * customers?" waits for "regional", but "what did you try?" stands beside the health check, which seldom ends a case.
 * Found by deciding over every answer still open on this page, so a change of the rules needs no change here.
 * The same facts always give the same fields, so they are worked out once: a walk costs up to some milliseconds.
 */
export const openFields = (facts: Facts, page: PageId, policy: Policy): readonly OpenField[] =>
  openIn({ facts, page, except: null }, policy);

/** The same as if `field` had no answer. */
export const openWithout = (field: Field, facts: Facts, page: PageId, policy: Policy): readonly OpenField[] =>
  openIn({ facts, page, except: field }, policy);

type Asking = { readonly facts: Facts; readonly page: PageId; readonly except: Field | null };

const openIn = ({ facts, page, except }: Asking, policy: Policy): readonly OpenField[] => {
  const kept = keptFor(policy);
  const key = keyOf(facts, page, except);
  const known = kept.get(key);
  if (known !== undefined) return known;
  const open = findOpenFields(
    keepFacts(facts, (field) => field !== except),
    page,
    policy,
  );
  kept.set(key, open);
  return open;
};
