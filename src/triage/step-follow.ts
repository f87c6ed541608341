import type { Facts } from '../policy/facts.ts';
import { shownNumber, type Case } from './case.ts';
import type { Instant } from './desk.ts';
import { noted, type StepContext, type Stepped } from './event.ts';
import { learn } from './fill.ts';
import type { Follow, Holder, Mark, VendorSign } from './follow.ts';
import { moveTo } from './follow-on.ts';
import { deskCalendar } from './on-call.ts';
import { phrase } from './phrase.ts';
import { settle } from './settle.ts';

/* What is recorded beside the decision with one tap: the door's signs, whose move it is, what was promised. */

type Changed = Extract<Stepped, { is: 'changed' }>;

const marked = ({ person, now }: StepContext): Mark => ({ by: person.id, byName: person.name, at: now });

/** The case in those hands from now on, its clocks moved with it. */
export const inHands = (follow: Follow, holder: Holder, { now, desk, profile }: StepContext): Follow =>
  moveTo(follow, holder, { now, desk, calendar: deskCalendar(desk, profile) });

const following = (from: Case, follow: Follow, account: Changed['noted'], notice: string): Changed => ({
  is: 'changed',
  case: { ...from, follow },
  noted: account,
  notice: phrase(notice),
  panel: 'verdict',
});

/** The door gave a sign: from now on it is our move. A question of theirs stops their clock and rings for us. */
export const signByVendor = (from: Case, sign: VendorSign, context: StepContext): Stepped => {
  const door = from.stage.at === 'handed-over' ? from.stage.filing.door : null;
  const vendor = [...from.follow.vendor, { sign, door, mark: marked(context) }];
  const follow = inHands({ ...from.follow, vendor }, 'desk', context);
  return following(from, follow, [noted(`vendor-${sign}`, { door })], `notice.vendor-${sign}`);
};

/** We answered them: their move again. */
export const reply = (from: Case, context: StepContext): Stepped =>
  following(from, inHands(from.follow, 'vendor', context), [noted('replied')], 'notice.replied');

export const askCustomer = (from: Case, context: StepContext): Stepped =>
  following(from, inHands(from.follow, 'customer', context), [noted('ask-customer')], 'notice.ask-customer');

/** Back from the customer: ours again, also where the door still waits for what the customer just sent. */
export const hearCustomer = (from: Case, context: StepContext): Stepped =>
  following(
    from,
    inHands(from.follow, 'desk', context),
    [noted('customer-answered')],
    'notice.customer-answered',
  );

/** With the next update promised from now on; null: none. */
export const promising = (follow: Follow, nextUpdateAt: Instant | null, now: Instant): Follow => ({
  ...follow,
  nextUpdateAt,
  promisedAt: nextUpdateAt === null ? null : now,
});

/** The customer was told; the promise that was kept ends, a new one may begin. */
export const tellCustomer = (from: Case, nextUpdateAt: Instant | null, { now }: StepContext): Stepped => {
  const follow = promising({ ...from.follow, customerToldAt: now }, nextUpdateAt, now);
  return following(
    from,
    follow,
    [noted('customer-told', { nextUpdateAt })],
    nextUpdateAt === null ? 'notice.customer-told' : 'notice.customer-told-and-promised',
  );
};

export const promiseUpdate = (from: Case, at: Instant, { now }: StepContext): Stepped =>
  following(
    from,
    promising(from.follow, at, now),
    [noted('update-promised', { nextUpdateAt: at })],
    'notice.update-promised',
  );

/** A critical case does not wait for a lead who is not there. */
export const goWithoutApproval = (from: Case, reason: string, context: StepContext): Stepped =>
  following(
    from,
    { ...from.follow, approval: { state: 'gone-without', mark: marked(context), reason } },
    [noted('went-without-approval', {}, { reason })],
    'notice.went-without-approval',
  );

/** Several customers in one region: the fifth ground to escalate. What it needs is answered, the rest decided again. */
export const takeFifthGround = (from: Case, context: StepContext): Stepped => {
  const region = from.follow.signal?.region ?? null;
  const facts: Facts = { category: 'regional', multiTenant: true, ...(region === null ? {} : { region }) };
  const settled = settle(learn(from, facts, 'answered'), context);
  return {
    is: 'changed',
    case: settled.case,
    noted: [noted('fifth-ground', { facts }), ...settled.noted],
    notice: phrase('notice.fifth-ground'),
    panel: 'verdict',
  };
};

/** The door closed the request and the problem is still there: it has to be filed again, with the old number named. */
export const persistAfterFiling = (from: Case, context: StepContext): Stepped => {
  const requestNumber = from.stage.at === 'handed-over' ? shownNumber(from.stage.filing) : '';
  const settled = settle(from, context);
  return {
    is: 'changed',
    case: settled.case,
    noted: [noted('persists-after-filing', { requestNumber }), ...settled.noted],
    notice: phrase('notice.persists-after-filing', { requestNumber }),
    panel: 'verdict',
  };
};
