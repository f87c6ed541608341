import type { Policy } from '../policy/policy.ts';
import type { Case } from './case.ts';
import { situationOf } from './customer-situation.ts';
import { customerText } from './customer-text.ts';
import type { Customer, Instant, PartnerProfile } from './desk.ts';
import { phrase, typed, type Phrase } from './phrase.ts';

type ChaseContext = {
  readonly policy: Policy;
  readonly profile: PartnerProfile;
  readonly customer: Customer | null;
  readonly now: Instant;
};

/** A friendly question with everything the other side needs to find the request, and nothing a reader there may not see. */
const vendorLines = ({ stage, facts }: Case, { profile }: ChaseContext): readonly Phrase[] => {
  if (stage.at !== 'handed-over') return [];
  const { requestNumber, filedAt, severity } = stage.filing;
  const title = facts.title ?? '';
  const { zone, name, email, phone } = profile.contact;
  return [
    phrase('chase.vendor.about', { requestNumber, filedAt: { instant: filedAt, zone } }),
    ...(severity === null ? [] : [phrase('chase.vendor.severity', { severity })]),
    ...(title === '' ? [] : [phrase('chase.vendor.title', { title: typed(title) })]),
    phrase('chase.vendor.ask'),
    ...(facts.impact === undefined ? [] : [phrase(`chase.vendor.impact.${facts.impact}`)]),
    phrase('chase.vendor.contact', {
      name: typed(name),
      email: typed(email),
      phone: typed(phone),
    }),
  ];
};

/**
 * Text to paste, line by line, each line a paragraph: to the door a request was filed at, or to the customer whose
 * update is due. Empty where there is nobody to write to: not filed, or a case its customer must not read about.
 */
export const chaseText = (
  about: Case,
  to: 'vendor' | 'customer',
  context: ChaseContext,
): readonly Phrase[] => {
  if (to === 'vendor') return vendorLines(about, context);
  const situation = situationOf(about, context.policy);
  if (situation === null) return [];
  const text = customerText({
    case: about,
    customer: context.customer,
    profile: context.profile,
    policy: context.policy,
    situation,
    now: context.now,
    nextUpdateAt: null,
    needs: { text: null, diagnosticsConsent: false },
  });
  return text.kind === 'text' ? text.lines : [];
};
