import type { SupportHoursRow } from '../policy/policy.ts';
import { onTheWall } from './wall-clock.ts';

/** Whether the desk of this row is staffed at the UTC instant `at`. The closing minute itself is outside. */
export const isStaffed = (row: SupportHoursRow, at: string): boolean => {
  const { date, time, weekday } = onTheWall(at, row.zone);
  if (row.holidays.includes(date)) return false;
  if (!row.days.includes(weekday) && !row.workingDays.includes(date)) return false;
  return row.from <= time && time < row.to;
};

const matches = (tag: string, language: string): boolean =>
  language === tag || language.startsWith(`${tag}-`);

/**
 * Whether support in `language` (BCP 47) is staffed at `at`: the row with the longest matching tag counts.
 * Null: no hours are published for that language, which is not the same as closed.
 */
export const supportIsStaffed = (
  language: string,
  at: string,
  rows: readonly SupportHoursRow[],
): boolean | null => {
  const wanted = language.toLowerCase();
  const serving = rows
    .flatMap((row) => row.languages.map((tag) => ({ row, tag: tag.toLowerCase() })))
    .filter(({ tag }) => matches(tag, wanted))
    .sort((a, b) => b.tag.length - a.tag.length)[0];
  return serving === undefined ? null : isStaffed(serving.row, at);
};
