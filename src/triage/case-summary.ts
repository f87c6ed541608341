import { caseLabel, type Case, type CaseSummary } from './case.ts';
import type { Customer } from './desk.ts';

/** What people call the case: its title, or what the first words suggest while it is a draft. */
export const caseTitle = ({ facts, guesses, words }: Case): string => {
  const guessed = guesses.find(({ field }) => field === 'title')?.value;
  return facts.title ?? (typeof guessed === 'string' ? guessed : (words?.text.slice(0, 80) ?? ''));
};

/** A lead's word counts most, then the severity submitted, then the one proposed. */
export const severityOf = ({ stage, decision, follow }: Case): CaseSummary['severity'] =>
  follow.severityByLead?.severity ??
  (stage.at === 'handed-over' ? stage.filing.severity : null) ??
  decision?.verdict.severity ??
  null;

/** A line of a list. `customerName` is empty for the own tenant and while no customer is known. */
export const caseSummary = (from: Case, customerName: string): CaseSummary => ({
  id: from.id,
  number: from.number,
  title: caseTitle(from),
  customerName,
  stage: from.stage,
  outcome: from.decision?.verdict.outcome ?? null,
  door: from.stage.at === 'handed-over' ? from.stage.filing.door : (from.decision?.verdict.channel ?? null),
  severity: severityOf(from),
  ownerName: from.ownerName,
  changedAt: from.changedAt,
});

/** All words a case can be found by, one line each. */
export const searchText = (from: Case, customer: Customer | null): string =>
  [
    caseLabel(from.number),
    caseTitle(from),
    from.words?.text,
    from.facts.description,
    from.facts.errorText,
    from.facts.symptom,
    from.incidentId,
    from.stage.at === 'handed-over' ? from.stage.filing.requestNumber : null,
    customer?.name,
    customer?.domain,
    from.ownerName,
  ]
    .filter((line) => line !== null && line !== undefined && line !== '')
    .join('\n');
