import type { Case, Stage } from './case.ts';
import { noted, type Noted, type StepContext, type Stepped, type Wrote } from './event.ts';
import { moveTo } from './follow-on.ts';
import { deskCalendar } from './on-call.ts';
import { phrase } from './phrase.ts';
import { withMessage } from './talk.ts';

/* What the customer's own words do to a case. They move the case and its clocks; they decide nothing. */

/** What the record keeps of it: the words and the names of files apart, so that both can be erased. */
export const wroteNote = ({ said, text, files }: Wrote): Noted =>
  noted(
    `customer-said-${said}`,
    {},
    {
      ...(text === '' ? {} : { text }),
      ...(files.length === 0 ? {} : { files: files.map(({ name }) => name).join(', ') }),
    },
  );

/** Back to its verdict, or to its first page where it never had one. */
const reopenedAt = ({ decision }: Case): Stage =>
  decision === null ? { at: 'intake', page: 'who-and-what' } : { at: 'decided' };

/** Good news about a case that is over changes nothing; everything else opens it again. */
const reopens = ({ stage }: Case, { said }: Wrote): boolean => stage.at === 'closed' && said !== 'works';

/** Their move is over; whoever else holds the case keeps it, unless a waiting customer was heard. */
const inOurHands = (from: Case, { now, desk, profile }: StepContext): Case['follow'] =>
  from.follow.holder === 'customer'
    ? moveTo(from.follow, 'desk', { now, desk, calendar: deskCalendar(desk, profile) })
    : from.follow;

/** Somebody of the customer wrote about this case: kept word for word, and our move if it was theirs. */
export const hearTheirWords = (from: Case, wrote: Wrote, context: StepContext): Stepped => {
  const { person, now } = context;
  const { said, text, files } = wrote;
  const isReopened = reopens(from, wrote);
  const told = withMessage(from, {
    at: now,
    by: person.id,
    byName: person.name,
    from: 'customer',
    said,
    text,
    files,
  });
  return {
    is: 'changed',
    case: {
      ...told,
      follow: inOurHands(from, context),
      ...(isReopened ? { stage: reopenedAt(from) } : {}),
    },
    noted: [wroteNote(wrote), ...(isReopened ? [noted('reopened')] : [])],
    notice: phrase(`customer-notice.heard.${said}`),
    panel: 'verdict',
  };
};
