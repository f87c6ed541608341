import type { Case } from './case.ts';
import { noted, type StepContext, type Stepped, type Written } from './event.ts';
import type { Follow } from './follow.ts';
import { phrase, type Phrase } from './phrase.ts';
import { inHands, promising } from './step-follow.ts';
import { ownedBy } from './step-lead.ts';
import { talkOf, withMessage, type Delivered } from './talk.ts';

/* What the desk itself adds to the talk with a customer: a message, and an agent for who waits for one. */

/** A text to copy is the agent's word that it was sent; everything else is on its way. */
const deliveryOf = ({ way, goesAt }: Written, { now }: StepContext): Delivered =>
  way === 'copy' ? { state: 'delivered', way, at: now } : { state: 'waiting', way, goesAt };

const noticeOf = ({ way, goesAt }: Written, { now, zone }: StepContext): Phrase => {
  if (way === 'copy') return phrase('notice.customer-written.copy');
  return goesAt === now
    ? phrase(`notice.customer-written.${way}`)
    : phrase('notice.customer-written.later', { at: { instant: goesAt, zone } });
};

/** Told just now; a question makes it the customer's move. */
const followOf = ({ follow, stage }: Case, written: Written, context: StepContext): Follow => {
  const told = promising({ ...follow, customerToldAt: context.now }, written.nextUpdateAt, context.now);
  return written.situation === 'need-something' && stage.at !== 'closed'
    ? inHands(told, 'customer', context)
    : told;
};

/** The agent wrote to the customer: kept word for word, the old promise kept, a new one made. */
export const writeToCustomer = (from: Case, written: Written, context: StepContext): Stepped => {
  const { person, now } = context;
  const { situation, text, language, to, way, nextUpdateAt } = written;
  const told = withMessage(from, {
    at: now,
    by: person.id,
    byName: person.name,
    from: 'desk',
    situation,
    text,
    language,
    to,
    delivery: deliveryOf(written, context),
  });
  const messageId = talkOf(told).messages.at(-1)?.id ?? 0;
  return {
    is: 'changed',
    case: { ...told, follow: followOf(from, written, context) },
    noted: [
      noted('customer-written', { messageId, situation, language, way, nextUpdateAt }, { to: to.name, text }),
    ],
    notice: noticeOf(written, context),
    panel: 'verdict',
  };
};

/** An agent takes a case that a customer opened. */
export const takeRequest = (from: Case, { person }: StepContext): Stepped => {
  const talk = talkOf(from);
  if (talk.untakenSince === null)
    return { is: 'refused', problems: [], notice: phrase('notice.request-taken-before'), panel: 'verdict' };
  const { id, name } = person;
  return {
    is: 'changed',
    case: { ...ownedBy(from, { personId: id, name }), talk: { ...talk, untakenSince: null } },
    noted: [noted('request-taken', { from: from.owner })],
    notice: phrase('notice.request-taken'),
    panel: 'verdict',
  };
};
