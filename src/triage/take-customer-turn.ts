/*
 * One turn of somebody of a customer. They see their cases and their messages, and every word they write becomes part
 * of a case or comes back with the question where it belongs.
 */
import type { Policy } from '../policy/policy.ts';
import type { Case } from './case.ts';
import { caseLabel } from './case.ts';
import { actAsCustomer } from './customer-act.ts';
import type { CustomerKnown } from './customer-known.ts';
import { answerCustomer, customerNotice, toCustomer } from './customer-parts.ts';
import { setLanguage, setStopped, type Set } from './customer-person.ts';
import type { CustomerReading } from './customer-reading.ts';
import { report } from './customer-report.ts';
import { waitsForThem } from './customer-view.ts';
import { phrase, typed } from './phrase.ts';
import { nothing } from './turn-parts.ts';
import type { Turn } from './turn.ts';

type Wrote = Extract<CustomerReading, { is: 'wrote' }>;

/** As many cases as a card offers beside "something new". */
const mostOffered = 4;

const isOpen = ({ stage }: Case): boolean => stage.at !== 'closed';

/** The likeliest first: those that wait for their answer. */
const offered = (cases: readonly Case[]): readonly Case[] =>
  cases
    .filter(isOpen)
    .toSorted((a, b) => Number(waitsForThem(b)) - Number(waitsForThem(a)))
    .slice(0, mostOffered);

/**
 * Free text or files. With open cases it may belong to one of them, so that is asked; words too few to tell of a
 * problem are asked about as well. Otherwise it is a new case.
 */
const wrote = ({ said, told, isClear, key }: Wrote, by: CustomerKnown, policy: Policy): Turn => {
  const cases = offered(by.cases);
  if (cases.length === 0 && isClear) return report({ said, told }, key, by, policy);
  return answerCustomer(by, key, { card: 'customer-which', cases: cases.map(({ id }) => id), ...said });
};

const setting = ({ person, picture }: Set, key: string, by: CustomerKnown): Turn => ({
  ...answerCustomer(by, key, picture),
  person,
});

const command = (is: Extract<CustomerReading, { is: 'command' }>, by: CustomerKnown): Turn => {
  switch (is.command) {
    case 'status':
      return answerCustomer(by, is.key, { card: 'customer-cases', notice: null });
    case 'help':
      return answerCustomer(by, is.key, { card: 'customer-start', because: null });
    case 'stop':
      return setting(setStopped(true, by), is.key, by);
    case 'resume':
      return setting(setStopped(false, by), is.key, by);
  }
};

/** A number is answered only where it is one of theirs; any other sounds the same, whether it exists or not. */
const named = (number: number, key: string, by: CustomerKnown): Turn => {
  const found = by.cases.find((one) => one.number === number);
  if (found === undefined)
    return answerCustomer(by, key, {
      card: 'customer-cases',
      notice: phrase('customer-notice.no-such-number', { label: caseLabel(number) }),
    });
  return answerCustomer(by, key, toCustomer(found.id));
};

/** Once per installation, like the desk's own welcome. */
const welcome = (key: string, by: CustomerKnown): Turn => {
  const { person, now } = by.known;
  if (person.welcomedAt !== null) return nothing;
  return {
    ...answerCustomer(by, key, { card: 'customer-start', because: null }),
    person: { ...person, version: person.version + 1, welcomedAt: now },
  };
};

const farewell = ({ known: { person } }: CustomerKnown): Turn =>
  person.welcomedAt === null
    ? nothing
    : { ...nothing, person: { ...person, version: person.version + 1, welcomedAt: null } };

export const takeCustomerTurn = (by: CustomerKnown, reading: CustomerReading, policy: Policy): Turn => {
  const { key } = reading;
  const { profile } = by.known;
  switch (reading.is) {
    case 'action':
      return actAsCustomer(reading, by, policy);
    case 'command':
      return command(reading, by);
    case 'language':
      return setting(setLanguage(reading.wanted ?? '', by, policy), key, by);
    case 'case':
      return named(reading.number, key, by);
    case 'wrote':
      return wrote(reading, by, policy);
    case 'greeting':
    case 'empty':
      return answerCustomer(by, key, { card: 'customer-start', because: null });
    case 'thanks':
      return answerCustomer(by, key, customerNotice('customer-notice.thanks', ['my-status']));
    case 'edited':
      return answerCustomer(by, key, customerNotice('customer-notice.edited', ['my-status']));
    case 'installed':
      return welcome(key, by);
    case 'removed':
      return farewell(by);
    case 'unknown-action':
      return {
        ...nothing,
        picture: {
          card: 'customer-start',
          because: phrase('customer-notice.unknown-action', { partner: typed(profile.name) }),
        },
      };
    case 'ignored':
      return nothing;
  }
};
