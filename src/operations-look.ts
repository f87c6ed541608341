/**
 * Looks at what an installation stands on, one thing at a time, and says what was found. The doctor asks from a shell,
 * a running server when a lead wants to know. Nothing here changes anything.
 */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { accessSync, constants, mkdtempSync, readFileSync, rmdirSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config, Credential } from './config.ts';
import type { Probe } from './outbound/probe.ts';
import type { OutboxFigures } from './store/outbox-figures.ts';
import type { Writing } from './store/postgres-rights.ts';
import type { Finding } from './triage/finding.ts';

const dayMs = 24 * 3_600_000;
/** Time enough to get another certificate. */
const soonDays = 30;
const megabyte = 1_048_576;
/** A busy desk's database grows by less in a month. */
const leastFreeBytes = 512 * megabyte;
/** Tokens are refused when clocks differ by more than five minutes; half of it is time to act. */
const mostAheadMs = 150_000;
/** A message due for so long is not merely waiting its turn. */
export const longestDueMs = 5 * 60_000;

type Look = (id: Finding['id'], values?: Finding['values']) => Finding;

const looks = (about: Finding['about']): Readonly<Record<Finding['is'], Look>> => {
  const found =
    (is: Finding['is']): Look =>
    (id, values = {}) => ({ is, about, id, values });
  return { ok: found('ok'), note: found('note'), wrong: found('wrong') };
};

/** Whatever kept it from being looked at, it needs somebody. */
export const notLookedAt = (about: Finding['about']): Finding => looks(about).wrong('not-looked-at');

export const lookAtConfiguration = ({ leads, mode, partnerFile }: Config): readonly Finding[] => {
  const { ok, note } = looks('configuration');
  const notes = [
    ...(partnerFile === null && mode === 'production' ? [note('no-profile')] : []),
    ...(leads.length === 0 && mode === 'production' ? [note('no-leads')] : []),
  ];
  return notes.length === 0 ? [ok('configuration-complete')] : notes;
};

/** Permission bits say little (a root account, a read-only mount): something is really made and taken away. */
export const isWritable = (folder: string): boolean => {
  try {
    accessSync(folder, constants.W_OK);
    rmdirSync(mkdtempSync(join(folder, '.handoff-')));
    return true;
  } catch {
    return false;
  }
};

/** `folder` exists. */
export const lookAtDisk = (folder: string): Finding => {
  const { ok, wrong } = looks('disk');
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  const values = { megabytes: Math.floor(free / megabyte) };
  return free >= leastFreeBytes ? ok('disk-room', values) : wrong('disk-low', values);
};

export const folderClosed = (): Finding => looks('disk').wrong('folder-closed');

export const lookAtOutbox = ({ messages, oldestDueMs }: OutboxFigures): readonly Finding[] => {
  const { ok, note, wrong } = looks('outbox');
  const { dead, unknown, parked, waiting, quarantined } = messages;
  return [
    ok('outbox-flows', { waiting, parked }),
    ...(oldestDueMs > longestDueMs
      ? [wrong('outbox-late', { minutes: Math.round(oldestDueMs / 60_000) })]
      : []),
    ...(dead + unknown > 0 ? [note('outbox-given-up', { dead, unknown })] : []),
    ...(quarantined > 0 ? [note('outbox-kept-back', { messages: quarantined })] : []),
  ];
};

export const lookAtRecords = (records: number, broken: readonly string[]): Finding => {
  const { ok, wrong } = looks('database');
  return broken.length === 0
    ? ok('database-holds', { records })
    : wrong('database-tampered', { records: broken.length });
};

/** Four name what is missing; a lead needs no list of thirty. */
const shownRights = 4;

export const lookAtWriting = ({ isReadOnly, missing }: Writing, shown = shownRights): readonly Finding[] => {
  const { wrong } = looks('database');
  const more = missing.length > shown ? ', …' : '';
  return [
    ...(isReadOnly ? [wrong('database-read-only')] : []),
    ...(missing.length > 0
      ? [wrong('database-rights', { missing: `${missing.slice(0, shown).join(', ')}${more}` })]
      : []),
  ];
};

/** `code` of the Fault that kept it from being asked. */
export const databaseSilent = (code: string): readonly Finding[] =>
  code === 'store-read-only'
    ? lookAtWriting({ isReadOnly: true, missing: [] })
    : [looks('database').wrong('database-silent', { code })];

const lookAtExpiry = (certificate: X509Certificate, nowMs: number): Finding => {
  const { ok, wrong } = looks('credential');
  const days = Math.floor((Date.parse(certificate.validTo) - nowMs) / dayMs);
  if (days < 0) return wrong('certificate-ended', { days: -days });
  return days < soonDays ? wrong('certificate-ending', { days }) : ok('certificate-good', { days });
};

const lookAtCertificate = (
  { certificateFile, keyFile }: Extract<Credential, { kind: 'certificate' }>,
  nowMs: number,
): Finding => {
  const { wrong } = looks('credential');
  try {
    const certificate = new X509Certificate(readFileSync(certificateFile));
    const fits = certificate.checkPrivateKey(createPrivateKey(readFileSync(keyFile)));
    return fits ? lookAtExpiry(certificate, nowMs) : wrong('certificate-mismatch');
  } catch {
    return wrong('certificate-unreadable');
  }
};

/** `nowMs` is real time: Microsoft goes by it. */
export const lookAtCredential = ({ bot }: Config, nowMs: number): Finding => {
  const { ok, note } = looks('credential');
  if (bot === null) return note('no-bot');
  switch (bot.credential.kind) {
    case 'certificate':
      return lookAtCertificate(bot.credential, nowMs);
    case 'secret':
      return note('secret-set');
    case 'managed-identity':
      return ok('managed-identity');
  }
};

const lookAtClock = (aheadMs: number | null): Finding => {
  const { ok, note, wrong } = looks('clock');
  if (aheadMs === null) return note('clock-unknown');
  const seconds = Math.abs(Math.round(aheadMs / 1_000));
  const values = { seconds, way: aheadMs < 0 ? 'behind' : 'ahead' };
  return Math.abs(aheadMs) < mostAheadMs ? ok('clock-right', values) : wrong('clock-wrong', values);
};

/** Customers without a chat are written to by mail, where a mailbox is configured. */
const lookAtMail = (mail: Probe['mail']): Finding => {
  const { ok, note, wrong } = looks('mail');
  if (mail === undefined) return note('mail-off');
  const { host, hostProblem, tokenProblem, maySend } = mail;
  if (hostProblem !== null) return wrong('mail-silent', { host, why: hostProblem });
  if (tokenProblem !== null) return wrong('mail-refused', { why: tokenProblem });
  return maySend === false ? wrong('mail-not-allowed') : ok('mail-ready', { host });
};

export const lookOutside = ({ hosts, aheadMs, tokenProblem, mail }: Probe): readonly Finding[] => {
  const network = looks('network');
  const login = looks('login');
  return [
    ...hosts.map(({ host, problem }) =>
      problem === null
        ? network.ok('host-answers', { host })
        : network.wrong('host-silent', { host, why: problem }),
    ),
    lookAtClock(aheadMs),
    tokenProblem === null ? login.ok('login-works') : login.wrong('login-refused', { why: tokenProblem }),
    lookAtMail(mail),
  ];
};
