/** Situations as data become what a card is drawn from: for the gallery and the tests, which show the same ones. */
import { decide } from '../policy/decide.ts';
import { wouldChange } from '../policy/explain.ts';
import { fields, type Facts } from '../policy/facts.ts';
import type { Policy } from '../policy/policy.ts';
import type { Case } from '../triage/case.ts';
import type { Customer, Instant, Locale, PartnerProfile, Person, Zone } from '../triage/desk.ts';
import { partnerNow } from '../triage/partner-now.ts';
import type { Picture } from '../triage/picture.ts';
import type { RecordEntry } from '../triage/turn.ts';
import type { Texts } from '../texts/texts.ts';
import { nothingAround, type Around, type Bound, type CardContext } from './context.ts';
import type { Templates } from './templates.ts';

/** What all situations share: a day at a fictional desk. */
export type SampleDesk = {
  readonly now: Instant;
  readonly zone: Zone;
  readonly profile: PartnerProfile;
  readonly person: Person;
  /** By a short name that samples use. */
  readonly customers: Readonly<Record<string, Customer>>;
  /** A case about nothing yet, still in its intake. */
  readonly case: Case;
};

/** One situation. What it does not name is as the desk has it; the verdict is decided, never written down. */
export type Sample = {
  readonly picture: Picture;
  readonly case?: Partial<Case>;
  readonly customer?: string;
  readonly person?: Partial<Person>;
  readonly profile?: Partial<PartnerProfile>;
  readonly suggested?: readonly string[];
  readonly record?: readonly RecordEntry[];
  readonly around?: Partial<Around>;
};

/** What every card needs beside the situation. */
export type SampleData = { readonly policy: Policy; readonly texts: Texts; readonly templates: Templates };

export const sampleContext = (
  sample: Sample,
  desk: SampleDesk,
  data: SampleData,
  locale: Locale,
): CardContext => {
  const customer = desk.customers[sample.customer ?? ''] ?? null;
  const subject =
    sample.case === undefined ? null : sampleCase({ ...desk.case, ...sample.case }, customer, data.policy);
  const around = { ...nothingAround, ...sample.around };
  return {
    ...data,
    locale,
    zone: desk.zone,
    now: desk.now,
    person: { ...desk.person, ...sample.person, locale },
    profile: partnerNow({ ...desk.profile, ...sample.profile }, around.desk),
    case: subject,
    customer,
    suggested: (sample.suggested ?? []).flatMap((name) => desk.customers[name] ?? []),
    record: sample.record ?? [],
    wouldChange: subject?.decision == null ? [] : wouldChange(subject.facts, data.policy),
    around,
    token: sampleToken,
  };
};

const sampleCase = (from: Case, customer: Customer | null, policy: Policy): Case => {
  const known: Facts = customer === null ? {} : { customer: customer.domain, cloud: customer.cloud };
  const facts: Facts = { ...known, ...from.facts };
  const answered = fields
    .filter((field) => facts[field] !== undefined)
    .map((field) => [field, 'answered'] as const);
  const verdict = decide(facts, policy);
  return {
    ...from,
    customerId: customer?.id ?? null,
    facts,
    origins: {
      ...Object.fromEntries(answered),
      ...(customer === null ? {} : { customer: 'directory', cloud: 'directory' }),
      ...from.origins,
    },
    decision:
      from.stage.at === 'intake' ? null : { verdict, policyVersion: policy.version, at: from.changedAt },
  };
};

/** As long as a signed one, so that sizes are the real ones. */
const sampleToken = ({ caseId, version, card }: Bound): string =>
  `${caseId ?? 'none'}.${version}.${card}.`.padEnd(200, '0');
