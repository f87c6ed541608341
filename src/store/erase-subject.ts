/** Whom or what an erasure is about, and how their traces are told from everybody else's. Pure. */
import type { Customer, Person, PersonId } from '../triage/desk.ts';
import type { IsGone } from './erase-case.ts';

export type Traces = {
  /** Wherever such a text occurs, in any spelling: ids, domains, addresses, names that are nobody else's. */
  readonly marks: readonly string[];
  /** What they typed themselves. */
  readonly typed: readonly string[];
};

/** A shorter one could be part of anything. */
const shortestId = 12;
/** `Alex` is many people; `Alex Wilber` is one. */
const isDistinctive = (name: string): boolean => name.length >= 8 || (name.length >= 5 && /\s/.test(name));
/** A shorter piece of a typed text is a phrase anybody could have written. */
const shortestPiece = 16;

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)];
const ids = (values: readonly (string | null | undefined)[]): readonly string[] =>
  values.flatMap((value) => (value != null && value.length >= shortestId ? [value] : []));

/** What the record and the directory have of somebody. */
type Found = {
  readonly names: readonly string[];
  readonly typed: readonly string[];
  readonly listed: Customer['contacts'];
};

export const tracesOfPerson = (
  id: PersonId,
  person: Person | null,
  { names, typed, listed }: Found,
): Traces => {
  const objectId = id.split('/').at(-1) ?? '';
  const address = person?.address?.kind === 'personal' ? person.address : null;
  const known = [...names, ...listed.map(({ name }) => name), ...(person === null ? [] : [person.name])];
  return {
    marks: unique([
      id,
      ...ids([objectId, address?.userId, address?.conversationId, ...listed.map(({ email }) => email)]),
      ...known.filter(isDistinctive),
    ]),
    typed: unique(typed.filter((text) => text.trim() !== '')),
  };
};

export const tracesOfCustomer = (customer: Customer, caseIds: readonly string[]): Traces => ({
  marks: unique([
    ...[customer.id, customer.domain].filter((text) => text.length >= 4),
    ...ids([customer.tenantId]),
    ...[customer.name, ...customer.contacts.map(({ name }) => name)].filter(isDistinctive),
    ...customer.contacts.flatMap(({ objectId, email }) => ids([objectId, email])),
    ...ids(customer.azureSubscriptions.map(({ id }) => id)),
    ...caseIds,
  ]),
  typed: [],
});

/** A word of a closed list is never taken for something typed. */
const isPlainWord = (text: string): boolean => /^[a-z0-9-]*$/.test(text);

export const goneWith = ({ marks, typed }: Traces): IsGone => {
  const spelt = marks.map((mark) => mark.toLowerCase());
  const whole = new Set(typed.filter((text) => !isPlainWord(text)));
  const isPiece = (text: string): boolean =>
    text.length >= shortestPiece && typed.some((typedText) => typedText.includes(text));
  const quotes = (text: string): boolean =>
    typed.some((typedText) => typedText.length >= shortestPiece && text.includes(typedText));
  return (text) => {
    const lower = text.toLowerCase();
    if (spelt.some((mark) => lower.includes(mark))) return true;
    return whole.has(text) || isPiece(text) || quotes(text);
  };
};
