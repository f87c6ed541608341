import { severityOf } from './case-summary.ts';
import { caseLabel, type Case } from './case.ts';
import type { Wrote } from './event.ts';
import { alert } from './lead-notice.ts';
import { phrase, typed } from './phrase.ts';
import type { Known, OutgoingRow } from './turn.ts';

/** Good news about a case that is over rings for nobody; everything else a customer writes rings at its owner. */
export const ownerAlert = (about: Case, { said }: Wrote, { now, person }: Known): readonly OutgoingRow[] => {
  if (about.stage.at === 'closed') return [];
  const event = `customer-${said}`;
  const says = phrase(`owner-event.${event}.says`, {
    label: caseLabel(about.number),
    who: typed(person.name),
  });
  const row = alert(about, { to: 'person', personId: about.owner }, { event, says }, now);
  const isPressing = said === 'worse' || severityOf(about) === 'A';
  return [isPressing ? { ...row, urgency: 'urgent' } : row];
};
