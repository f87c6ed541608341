import { talkOf } from './talk.ts';
import type { Case } from './case.ts';
import type { Known, OutgoingRow } from './turn.ts';

/** The card that tells the desk of a case a customer opened, as it stands when it is sent. */
export const newsOf = (opened: Case, { now }: Pick<Known, 'now'>): OutgoingRow => ({
  key: `from-customer|${opened.id}`,
  dueAt: now,
  recipient: { to: 'lead-room' },
  picture: { card: 'from-customer', caseId: opened.id, problems: [], inputs: {}, notice: null },
  sendClass: 'at-least-once',
  replacesCard: true,
  urgency: 'urgent',
});

/** A case that turns out to be private: what the room was told of it is rewritten, so that it says no more than that. */
export const withdrawnNews = (before: Case, after: Case, known: Known): readonly OutgoingRow[] => {
  const turnedPrivate = after.sensitive && !before.sensitive;
  return turnedPrivate && talkOf(after).openedBy !== null && known.desk.leadRoom !== null
    ? [newsOf(after, known)]
    : [];
};
