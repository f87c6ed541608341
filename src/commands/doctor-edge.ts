/** The doctor on what proves the bot's identity, and on the addresses it needs. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { probeEdge } from '../app.ts';
import type { Config, Credential } from '../config.ts';
import { createLog } from '../log.ts';
import { note, ok, wrong } from './doctor-findings.ts';
import type { Finding } from './doctor-findings.ts';
import { faultFinding } from './doctor-store.ts';

const dayMs = 24 * 3_600_000;
/** Time enough to get another certificate. */
const soonDays = 30;

const expiry = (certificate: X509Certificate): Finding => {
  const days = Math.floor((Date.parse(certificate.validTo) - Date.now()) / dayMs);
  const remedy =
    'Make a new certificate, upload it to the app registration, and point the two variables to it.';
  if (days < 0) return wrong('credential', `the certificate ended ${-days} days ago`, remedy);
  if (days < soonDays) return wrong('credential', `the certificate ends in ${days} days`, remedy);
  return ok('credential', `the certificate is good for ${days} more days`);
};

const certificateFinding = ({
  certificateFile,
  keyFile,
}: Extract<Credential, { kind: 'certificate' }>): Finding => {
  try {
    const certificate = new X509Certificate(readFileSync(certificateFile));
    if (!certificate.checkPrivateKey(createPrivateKey(readFileSync(keyFile))))
      return wrong(
        'credential',
        'the key does not belong to the certificate',
        'Correct MicrosoftAppCertificateFile or MicrosoftAppCertificateKeyFile.',
      );
    return expiry(certificate);
  } catch {
    return wrong(
      'credential',
      'the certificate or its key cannot be read',
      'Both are PEM files the account Handoff runs under may read.',
    );
  }
};

const credentialFinding = (credential: Credential): Finding => {
  switch (credential.kind) {
    case 'certificate':
      return certificateFinding(credential);
    case 'secret':
      return note(
        'credential',
        'a client secret is set; when it ends only Entra ID knows (Certificates & secrets). A certificate is safer',
      );
    case 'managed-identity':
      return ok('credential', 'managed identity: nothing to renew');
  }
};

/** Tokens are refused when clocks differ by more than five minutes; half of it is time to act. */
const mostAheadMs = 150_000;

const clockFinding = (aheadMs: number | null): Finding => {
  if (aheadMs === null) return note('clock', 'nobody outside told the time, so it was not compared');
  const says = `${Math.abs(Math.round(aheadMs / 1_000))} s ${aheadMs < 0 ? 'behind' : 'ahead of'} Microsoft’s`;
  return Math.abs(aheadMs) < mostAheadMs
    ? ok('clock', says)
    : wrong('clock', says, 'Set this machine’s clock, and keep it set by NTP: tokens are refused otherwise.');
};

const reachable = async (config: Config): Promise<readonly Finding[]> => {
  const { hosts, aheadMs, tokenProblem } = await probeEdge(config, createLog('silent'));
  return [
    ...hosts.map(({ host, is, problem }) =>
      problem === null
        ? ok('network', `${host} answers (${is})`)
        : wrong('network', `${host} (${is}): ${problem}`, 'Check DNS, firewall and HTTPS_PROXY.'),
    ),
    clockFinding(aheadMs),
    tokenProblem === null
      ? ok('login', 'the bot gets its token')
      : wrong(
          'login',
          tokenProblem,
          'Check MicrosoftAppId, MicrosoftAppTenantId, MicrosoftAppType and the credential against the app registration.',
        ),
  ];
};

export const examineEdge = async (config: Config): Promise<readonly Finding[]> => {
  if (config.bot === null) return [note('bot', 'no MicrosoftAppId: only the demo runs, on this machine')];
  const credential = credentialFinding(config.bot.credential);
  if (credential.is === 'wrong' && config.bot.credential.kind === 'certificate') return [credential];
  try {
    return [credential, ...(await reachable(config))];
  } catch (caught) {
    return [credential, faultFinding('network', caught)];
  }
};
