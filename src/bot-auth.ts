/** How the bot shows who it is, with its certificate and key read from their files. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { BotIdentity, Config } from './config.ts';
import { Fault } from './fault.ts';
import type { BotCredential } from './outbound/msal.ts';
import type { EdgeAuth } from './teams/edge.ts';

const thumbprintOf = (certificate: string, file: string): string => {
  try {
    return new X509Certificate(certificate).fingerprint256.replaceAll(':', '');
  } catch (cause) {
    throw new Fault('certificate-unreadable', {
      detail: {
        place: 'MicrosoftAppCertificateFile',
        value: file,
        expected: 'a certificate in PEM form',
        remedy: 'Correct the file or the variable; npm run doctor looks at certificate and key.',
      },
      cause,
    });
  }
};

const credentialOf = ({ credential }: BotIdentity): BotCredential => {
  if (credential.kind !== 'certificate') return credential;
  const certificate = readFileSync(credential.certificateFile, 'utf8');
  return {
    kind: 'certificate',
    certificate,
    thumbprintSha256: thumbprintOf(certificate, credential.certificateFile),
    privateKey: readFileSync(credential.keyFile, 'utf8'),
  };
};

/** Without a bot id nobody is authenticated; the edge refuses that anywhere but on loopback. */
export const authOf = ({ bot, http }: Config): EdgeAuth =>
  bot === null
    ? { kind: 'off-on-loopback', host: http.host }
    : {
        kind: 'connector',
        appId: bot.appId,
        type: bot.type,
        tenantId: bot.tenantId,
        credential: credentialOf(bot),
      };
