/** What a backup holds, in lines for a terminal. */
import type { Contents } from '../store/backup.ts';

export const contentLines = (contents: Contents): readonly string[] => {
  const { cases, customers, people, entries, records, unsent, newestAt, schema, bytes } = contents;
  return [
    `  ${cases} cases, ${customers} customers, ${people} people; last change ${newestAt ?? 'none'}`,
    `  ${entries} entries in ${records} records, every hash chain holds`,
    `  ${unsent} unsent messages and reminders`,
    `  schema ${schema}, ${(bytes / 1_048_576).toFixed(1)} MB, every page intact`,
  ];
};
