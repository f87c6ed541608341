/** One text for every customer at a known incident, each in the language of whom it goes to. */
import { instantOf } from '../clocks/wall-clock.ts';
import type { Policy } from '../policy/policy.ts';
import type { Case } from './case.ts';
import { composed, type ComposeContext, type Message } from './compose-customer.ts';
import type { Instant } from './desk.ts';
import type { StepContext } from './event.ts';
import { alert } from './lead-notice.ts';
import { phrase } from './phrase.ts';
import type { Picture, Problem } from './picture.ts';
import type { Reach, Reachable } from './reachable.ts';
import { wayTo } from './reachable.ts';
import { together } from './turn-change.ts';
import { sending } from './turn-customer.ts';
import { nothing, showing } from './turn-parts.ts';
import type { Affected, Known, Turn } from './turn.ts';

/** Where a customer stands in it: told by us, told by the owner's own hand, or not to be told. */
export type Telling =
  | { readonly is: 'goes'; readonly affected: Affected; readonly message: Message }
  | { readonly is: 'by-hand'; readonly affected: Affected; readonly message: Message }
  | { readonly is: 'private'; readonly affected: Affected };

/** The opener or first contact who can be reached without a hand. */
const likeliest = ({ contacts, hasMail }: Reach): Reachable | null =>
  contacts.find((one) => wayTo(one, { hasMail }) !== 'copy') ?? contacts[0] ?? null;

type Context = Omit<ComposeContext, 'customer' | 'reach'>;

const tellingOf = (affected: Affected, nextUpdateAt: Instant | null, context: Context): Telling => {
  const { case: about, customer, reach } = affected;
  const chosen = {
    to: likeliest(reach),
    situation: 'known-incident',
    text: null,
    diagnosticsConsent: false,
    nextUpdateAt,
  } as const;
  const message = composed(about, chosen, { ...context, customer, reach });
  if (message.kind === 'refused') return { is: 'private', affected };
  return { is: message.way === 'copy' ? 'by-hand' : 'goes', affected, message };
};

/** Who would be told what, in the order of the list. Cases that are over are left out. */
export const tellings = (
  all: readonly Affected[],
  nextUpdateAt: Instant | null,
  context: Context,
): readonly Telling[] =>
  all
    .filter(({ case: { stage } }) => stage.at !== 'closed')
    .map((affected) => tellingOf(affected, nextUpdateAt, context));

type Inputs = Readonly<Record<string, string>>;

/** A lead's click in the incident's card. */
type TellAll = {
  readonly about: Case;
  readonly inputs: Inputs;
  readonly known: Known;
  readonly policy: Policy;
  readonly context: StepContext;
};

const casesOf = ({ cases }: Inputs): readonly string[] => (cases ?? '').split(',').filter((id) => id !== '');

const incidentCard = (
  { about, inputs }: TellAll,
  shown: { readonly problems?: readonly Problem[]; readonly notice?: ReturnType<typeof phrase> },
): Picture => ({
  card: 'incident',
  caseId: about.id,
  cases: casesOf(inputs),
  problems: shown.problems ?? [],
  inputs: shown.problems === undefined ? {} : inputs,
  notice: shown.notice ?? null,
});

const promisedIn = (inputs: Inputs, { now, zone }: Known): Instant | null => {
  const at = instantOf(inputs['nextDate'] ?? '', inputs['nextTime'] ?? '', zone);
  return at !== null && Date.parse(at) > Date.parse(now) ? at : null;
};

/** Its owner has the text ready to copy: nobody of that customer can be reached from here. */
const byHand = (about: Case, { now }: Known): Turn => ({
  ...nothing,
  rows: [
    alert(
      about,
      { to: 'person', personId: about.owner },
      { event: 'tell-by-hand', says: phrase('alert.tell-by-hand'), chase: 'customer' },
      now,
    ),
  ],
});

/** Tells everybody who was on the lead's card, once for all; what must stay private is left out. */
export const tellAll = (click: TellAll): Turn => {
  const { about, inputs, known, policy, context } = click;
  const nextUpdateAt = promisedIn(inputs, known);
  if (nextUpdateAt === null) {
    const problems = [{ input: 'nextTime', says: phrase('problem.not-future') }];
    return showing(incidentCard(click, { problems }));
  }
  const listed = [about.id, ...casesOf(inputs)];
  const all = known.affected.filter((one) => listed.includes(one.case.id));
  const each = tellings(all, nextUpdateAt, { ...known, policy });
  const turns = each.flatMap((one) => {
    if (one.is === 'private') return [];
    const sent = { about: one.affected.case, known, policy, context };
    return [one.is === 'goes' ? sending(sent, one.message) : byHand(one.affected.case, known)];
  });
  const count = (is: Telling['is']): number => each.filter((one) => one.is === is).length;
  const notice = phrase('notice.told-all', { told: count('goes'), byHand: count('by-hand') });
  return { ...together(turns), picture: incidentCard(click, { notice }) };
};
