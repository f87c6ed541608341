import type { OutgoingRow } from './turn.ts';

const isAlert = ({ picture }: OutgoingRow): boolean => picture.card === 'alert';

const whom = ({ recipient }: OutgoingRow): string =>
  recipient.to === 'person' ? recipient.personId : recipient.to;

/** One notice that lists what several would have said; it keeps the place and the urgency of the first. */
const merged = (rows: readonly OutgoingRow[]): readonly OutgoingRow[] => {
  const [first] = rows;
  if (first === undefined) return [];
  const alerts = rows.flatMap(({ picture }) =>
    picture.card === 'alert' ? [{ caseId: picture.caseId, says: picture.says }] : [],
  );
  return [{ ...first, key: `${first.key}|more`, picture: { card: 'alerts', alerts } }];
};

/**
 * What one turn tells, with no more than `most` notices to anybody: where one step concerns many cases of one person,
 * the last of the notices lists all that would not fit.
 */
export const fewNotices = (rows: readonly OutgoingRow[], most: number): readonly OutgoingRow[] => {
  const others = rows.filter((row) => !isAlert(row));
  const byPerson = Map.groupBy(rows.filter(isAlert), whom);
  const told = [...byPerson.values()].flatMap((alerts) =>
    alerts.length <= most ? alerts : [...alerts.slice(0, most - 1), ...merged(alerts.slice(most - 1))],
  );
  return [...others, ...told];
};
