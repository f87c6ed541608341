import { remindersOf } from './aftermath.ts';
import { newsOf } from './customer-news.ts';
import type { Case } from './case.ts';
import type { CustomerKnown } from './customer-known.ts';
import type { Said } from './customer-reading.ts';
import type { LeadRef } from './desk-state.ts';
import { aboutCustomer } from './fill.ts';
import { openCase } from './open-case.ts';
import type { ToldProblem } from './reading.ts';
import { wroteNote } from './step-talk.ts';
import { withMessage } from './talk.ts';
import { findWords } from './words.ts';
import { accountOf, nothing } from './turn-parts.ts';
import type { Known, OutgoingRow, Recipient, Turn } from './turn.ts';
import type { Policy } from '../policy/policy.ts';

const privateKinds: ReadonlySet<string> = new Set(['fraud', 'breach', 'vulnerability']);

/** What the words tell of must stay between few people; nobody has looked at it yet, so the guess is enough. */
const soundsPrivate = (text: string, { vocabulary }: Policy): boolean =>
  findWords(text, vocabulary).some(({ row }) => privateKinds.has(row.hints?.kind ?? ''));

const openedBy = ({ known, of }: CustomerKnown): NonNullable<NonNullable<Case['talk']>['openedBy']> => {
  const { id, objectId, name } = known.person;
  const listed = of.contacts.find((one) => one.objectId.toLowerCase() === objectId.toLowerCase());
  return { objectId, name, email: listed?.email ?? null, personId: id };
};

type Opening = { readonly by: CustomerKnown; readonly policy: Policy };

const newCase = (said: Said, told: ToldProblem, keeper: LeadRef, { by, policy }: Opening): Case => {
  const { known, of } = by;
  const { person, now } = known;
  const isPrivate = soundsPrivate(told.text, policy);
  const opened = aboutCustomer(openCase(told, known).case, of);
  const kept: Case = {
    ...opened,
    owner: keeper.personId,
    ownerName: keeper.name,
    sensitive: isPrivate,
    talk: {
      openedBy: openedBy(by),
      untakenSince: now,
      ...(isPrivate ? { soundsPrivate: true } : {}),
      messages: [],
    },
  };
  return withMessage(kept, {
    at: now,
    by: person.id,
    byName: person.name,
    from: 'customer',
    said: 'reported',
    ...said,
  });
};

/** One card for the whole desk: in the lead room, else to the lead on call; what is private goes to one person. */
const toldTo = ({ sensitive, owner }: Case, { desk }: Known): Recipient => {
  if (desk.leadRoom !== null && !sensitive) return { to: 'lead-room' };
  return desk.leads.length > 0 ? { to: 'on-call' } : { to: 'person', personId: owner };
};

const newsRow = (opened: Case, known: Known): OutgoingRow => ({
  ...newsOf(opened, known),
  recipient: toldTo(opened, known),
});

/** A case of the customer's own making, kept by `keeper` until an agent takes it. Its record begins with their words. */
export const openCustomerCase = (
  { said, told }: { readonly said: Said; readonly told: ToldProblem },
  keeper: LeadRef,
  opening: Opening,
): { readonly turn: Turn; readonly case: Case } => {
  const { by, policy } = opening;
  const { known } = by;
  const opened = newCase(said, told, keeper, opening);
  const { texts } = wroteNote({ said: 'reported', ...said });
  return {
    case: opened,
    turn: {
      ...nothing,
      cases: [opened],
      record: accountOf(opened, [{ what: 'opened', data: { number: opened.number }, texts }], known),
      rows: [newsRow(opened, known)],
      reminders: remindersOf(opened, known, policy),
    },
  };
};
