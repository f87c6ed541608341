import type { Case } from './case.ts';
import type { Customer, Person } from './desk.ts';
import type { CaseEvent, StepContext, Stepped } from './event.ts';
import { markedName } from './customer-words.ts';
import { eventOf, isEventVerb, knownCustomer, type EventVerb } from './event-of.ts';
import { isLeadVerb, isTalkVerb, maySee, objection, type CaseVerb } from './legal.ts';
import { domainOf, newCustomer } from './new-customer.ts';
import type { Picture } from './picture.ts';
import type { Reading } from './reading.ts';
import { learnedOfCustomer, learnedOfPerson } from './remember.ts';
import { step } from './step.ts';
import { acceptCase, declineCase } from './hand-over.ts';
import { phrase } from './phrase.ts';
import { changeTurn } from './turn-change.ts';
import { actOnTalk } from './turn-customer.ts';
import { actAsLead, leadCase, leadsOnly } from './turn-lead.ts';
import { answering, casePicture, notice, showing } from './turn-parts.ts';
import type { Known, Turn } from './turn.ts';
import type { Policy } from '../policy/policy.ts';

type Action = Extract<Reading, { is: 'action' }>;

/** A click in hand: the case it is about, what was sent, all that is known. */
type Click = {
  readonly about: Case;
  readonly action: Action;
  readonly known: Known;
  readonly policy: Policy;
};

const contextOf = ({ known, policy }: Click): StepContext => ({
  now: known.now,
  zone: known.zone,
  person: known.person,
  profile: known.profile,
  desk: known.desk,
  customer: known.customer,
  policy,
});

/** What the answers of a page teach about the person and the customer, so that nobody is asked twice. */
const taught = (
  event: CaseEvent,
  { known }: Click,
): { readonly person: Person | null; readonly customer: Customer | null } => {
  if (event.is !== 'answered') return { person: null, customer: null };
  const { about, facts } = event.answers;
  const customer = about === null ? known.customer : about === 'own-tenant' ? null : about;
  return {
    person: learnedOfPerson(known.person, facts),
    customer: customer === null ? null : learnedOfCustomer(customer, facts, known.now),
  };
};

const newCustomerForm = (about: Case, name: string): Extract<Picture, { card: 'new-customer' }> => ({
  card: 'new-customer',
  caseId: about.id,
  name,
  problems: [],
  inputs: {},
});

const pictureOf = (stepped: Stepped, event: CaseEvent, click: Click): Picture => {
  const { about, action } = click;
  if (event.is === 'kept') return newCustomerForm(about, nameGuess(click));
  if (event.is === 'cancelled') return notice('notice.cancelled', ['new-case', 'my-cases']);
  const notes = { panel: stepped.panel, notice: stepped.notice };
  // What was typed about the filing waited while health was looked at again.
  const inputs = stepped.panel === 'filing' ? action.inputs : {};
  if (stepped.is === 'changed') return casePicture(about.id, { ...notes, inputs });
  return casePicture(about.id, { ...notes, problems: stepped.problems, inputs: action.inputs });
};

const nameGuess = ({ about, policy }: Click): string =>
  about.words === null ? '' : (markedName(about.words.text, policy.vocabulary) ?? '');

const change = (event: CaseEvent, click: Click): Turn => {
  const { about, known } = click;
  const stepped = step(about, event, contextOf(click));
  const picture = pictureOf(stepped, event, click);
  if (stepped.is === 'refused') return showing(picture);
  return {
    ...changeTurn({ before: about, after: stepped.case, noted: stepped.noted }, known, click.policy),
    ...taught(event, click),
    picture,
  };
};

const takeEvent = (verb: EventVerb, click: Click): Turn => {
  const { about, action, known, policy } = click;
  const read = eventOf(verb, { about, inputs: action.inputs, known, policy });
  if ('event' in read) return change(read.event, click);
  return showing(
    casePicture(about.id, { panel: read.panel, problems: read.problems, inputs: action.inputs }),
  );
};

/** The customer made on the spot, or the one the directory already has under that domain. */
const addCustomer = (click: Click): Turn => {
  const { about, action, known } = click;
  const there = knownCustomer(known, domainOf(action.inputs['domain'] ?? ''));
  const made = there === null ? newCustomer(action.inputs, known) : { customer: there };
  if ('problems' in made) {
    const form = newCustomerForm(about, action.inputs['name'] ?? '');
    return showing({ ...form, problems: made.problems, inputs: action.inputs });
  }
  const turn = change({ is: 'customer-added', customer: made.customer }, click);
  return there === null ? { ...turn, customer: made.customer } : turn;
};

/** Which part of a long text is wanted; panels that come in one part know nothing of it. */
const partOf = ({ inputs: { part } }: Action): Readonly<Record<string, string>> =>
  part === undefined ? {} : { part };

/** From a channel: the case opens in the person's own chat, the post stays what it is for everybody. */
const openInChat = ({ about, action, known }: Click): Turn => ({
  ...answering(known, action.key, casePicture(about.id)),
  picture: { card: 'aside', says: phrase('notice.opened-in-chat') },
});

const act = (verb: CaseVerb, click: Click): Turn => {
  const { about, action, known, policy } = click;
  const { inputs, key } = action;
  if (isLeadVerb(verb)) return actAsLead(verb, { about, inputs, known, policy, context: contextOf(click) });
  if (isTalkVerb(verb))
    return actOnTalk(verb, { about, inputs, key, known, policy, context: contextOf(click) });
  if (isEventVerb(verb)) return takeEvent(verb, click);
  switch (verb) {
    case 'open-in-chat':
      return openInChat(click);
    case 'accept-case':
      return acceptCase(about, known, policy);
    case 'decline-case':
      return declineCase(about, known, policy);
    case 'open':
    case 'continue':
      return showing(casePicture(about.id));
    case 'show':
      return showing(casePicture(about.id, { panel: action.panel ?? 'verdict', inputs: partOf(action) }));
    case 'new-customer':
      return showing(newCustomerForm(about, nameGuess(click)));
    case 'add-customer':
      return addCustomer(click);
  }
};

/**
 * A click on a case: only who may see it, only on the newest card, only what its stage allows. Otherwise the card as
 * it stands now comes back with a sentence that says why; nothing has changed.
 */
export const actOnCase = (verb: CaseVerb, action: Action, known: Known, policy: Policy): Turn => {
  const about = known.case;
  if (about === null || !maySee(known.person, about))
    return showing(notice('notice.case-unknown', ['my-cases', 'new-case']));
  if (isLeadVerb(verb) && !known.person.isLead) return showing({ card: 'aside', says: leadsOnly(known) });
  const why = objection(about, verb, known.cardVersion);
  if (why !== null)
    return showing(
      isLeadVerb(verb) ? leadCase(about.id, { notice: why }) : casePicture(about.id, { notice: why }),
    );
  return act(verb, { about, action, known, policy });
};
