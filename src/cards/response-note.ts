/** What is said of the first answer where no figure may lead the card. */
import type { Decided } from './case-view.ts';

/** Fraud and breach cannot wait, so no figure leads their card. */
const cannotWait = ({ case: { facts } }: Decided): boolean =>
  facts.issueKind === 'fraud' || facts.issueKind === 'breach';

/** The business day of a case that cannot wait: an upper bound, inferred, in the small print. Null: there is none. */
export const responseNote = (decided: Decided): string | null =>
  decided.verdict.sla.basis === 'non-break-fix' && cannotWait(decided)
    ? decided.desk.voice.say('sla.private')
    : null;
