/**
 * Cases without what names somebody. What is left is what figures are made of: closed answers, verdicts, doors and
 * instants. Pure.
 */
import { factValues, fields } from '../policy/facts.ts';
import type { Facts } from '../policy/facts.ts';
import type { Case } from '../triage/case.ts';
import type { Instant } from '../triage/desk.ts';
import { talkWithoutPerson } from './erase-talk.ts';
import { caseOf } from './kept.ts';

/** Whether a text must go. */
export type IsGone = (text: string) => boolean;

/** The same value with every text that must go emptied. */
export const scrubbed = (value: unknown, isGone: IsGone): unknown => {
  if (typeof value === 'string') return isGone(value) ? '' : value;
  if (Array.isArray(value)) return value.map((part) => scrubbed(part, isGone));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, scrubbed(part, isGone)]));
};

export const anyGone = (value: unknown, isGone: IsGone): boolean => {
  if (typeof value === 'string') return isGone(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((part) => anyGone(part, isGone));
};

const closedFields = fields.filter((field) => factValues[field] !== 'text' && factValues[field] !== 'list');

const only = <T extends object>(values: T, names: readonly string[]): Partial<T> => {
  const kept: Partial<T> = { ...values };
  for (const name of Object.keys(values)) if (!names.includes(name)) Reflect.deleteProperty(kept, name);
  return kept;
};

/** Texts people typed about the work on a case, wherever they stand in it. */
const typedKeys: ReadonlySet<string> = new Set(['reason', 'note', 'region', 'requestNumber']);

const withoutTyped = (value: unknown, key = ''): unknown => {
  if (typeof value === 'string') return typedKeys.has(key) ? '' : value;
  if (Array.isArray(value)) return value.map((part) => withoutTyped(part));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withoutTyped(part, name)]));
};

const closed = (kase: Case, now: Instant): Case['stage'] =>
  kase.stage.at === 'closed' ? kase.stage : { at: 'closed', how: 'cancelled', closedAt: now };

/** A case of an erased customer: closed, and without anything that was typed or said. */
export const caseWithoutTexts = ({ talk: _talk, ...kase }: Case, now: Instant): Case => {
  const bare: Case = {
    ...kase,
    version: kase.version + 1,
    changedAt: now,
    stage: closed(kase, now),
    customerId: null,
    facts: only(kase.facts, closedFields),
    origins: only(kase.origins, closedFields),
    guesses: [],
    words: null,
    incidentId: null,
    extras: {},
  };
  return caseOf(JSON.stringify(withoutTyped(bare)));
};

const isEmpty = (value: unknown): boolean => value === '';

const filled = (facts: Facts): Facts =>
  only(
    facts,
    Object.entries(facts).flatMap(([name, value]) => (isEmpty(value) ? [] : [name])),
  );

/**
 * A case without one person of the desk or of a customer: their name, and what they typed. An unfinished draft of theirs is closed;
 * any other case stays where it is, for a lead to give to somebody.
 */
export const caseWithoutPerson = (kase: Case, personId: string, isGone: IsGone, now: Instant): Case => {
  const isTheirs = kase.owner === personId;
  if (isTheirs && kase.stage.at === 'intake')
    return { ...caseWithoutTexts(kase, now), owner: '', ownerName: '' };
  const left = caseOf(JSON.stringify(scrubbed(kase, isGone)));
  return {
    ...left,
    version: kase.version + 1,
    changedAt: now,
    owner: isTheirs ? '' : kase.owner,
    ownerName: isTheirs ? '' : kase.ownerName,
    facts: filled(left.facts),
    guesses: left.guesses.filter(({ words, value }) => !isEmpty(words) && !isEmpty(value)),
    words: left.words === null || isEmpty(left.words.text) ? null : left.words,
    ...(kase.talk === undefined || left.talk === undefined
      ? {}
      : { talk: talkWithoutPerson(kase.talk, left.talk, personId, now) }),
    follow: {
      ...left.follow,
      offeredTo: left.follow.offeredTo?.personId === '' ? null : left.follow.offeredTo,
    },
  };
};
