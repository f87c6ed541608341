/** What is known of the installation itself: for the admin's shell, and for a lead who asks in Teams. */
export const findingParts = [
  'configuration',
  'disk',
  'database',
  'outbox',
  'credential',
  'clock',
  'network',
  'login',
  'mail',
] as const;
export type FindingPart = (typeof findingParts)[number];

type FindingId =
  | 'configuration-complete'
  | 'no-profile'
  | 'no-leads'
  | 'disk-room'
  | 'disk-low'
  | 'folder-closed'
  | 'database-holds'
  | 'database-tampered'
  | 'database-silent'
  | 'database-read-only'
  | 'database-rights'
  | 'outbox-flows'
  | 'outbox-late'
  | 'outbox-given-up'
  | 'outbox-kept-back'
  | 'no-bot'
  | 'certificate-good'
  | 'certificate-ending'
  | 'certificate-ended'
  | 'certificate-mismatch'
  | 'certificate-unreadable'
  | 'secret-set'
  | 'managed-identity'
  | 'clock-right'
  | 'clock-wrong'
  | 'clock-unknown'
  | 'host-answers'
  | 'host-silent'
  | 'login-works'
  | 'login-refused'
  | 'mail-off'
  | 'mail-ready'
  | 'mail-silent'
  | 'mail-refused'
  | 'mail-not-allowed'
  | 'not-looked-at';

/**
 * One thing that was looked at. `wrong` needs somebody to act, `note` is worth knowing. Its words are the texts
 * `finding.<id>` and, where it is wrong, `finding.<id>.mend`: what to do.
 */
export type Finding = {
  readonly is: 'ok' | 'note' | 'wrong';
  readonly about: FindingPart;
  readonly id: FindingId;
  readonly values: Readonly<Record<string, string | number>>;
};
