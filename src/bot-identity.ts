/** Who the bot is at Microsoft, as the variables say it, and what they lack for that. */
import type { Problem } from './fault.ts';
import type { Variables } from './variables.ts';

export type Credential =
  | { readonly kind: 'secret'; readonly secret: string }
  | { readonly kind: 'certificate'; readonly certificateFile: string; readonly keyFile: string }
  | { readonly kind: 'managed-identity' };

export type BotIdentity = {
  readonly appId: string;
  readonly type: 'SingleTenant' | 'MultiTenant' | 'UserAssignedMSI';
  /** Tenant of the bot's registration: where its tokens come from. */
  readonly tenantId: string;
  readonly credential: Credential;
};

export const remedy = 'Correct it in the environment or in .env; the README lists every variable.';

const missing = (place: string, expected: string, mend: string): Problem => ({
  place,
  value: 'nothing',
  expected,
  remedy: mend,
});

const credentialOf = (v: Variables): Credential | null => {
  if (v.MicrosoftAppType === 'UserAssignedMSI') return { kind: 'managed-identity' };
  if (v.MicrosoftAppCertificateFile !== undefined && v.MicrosoftAppCertificateKeyFile !== undefined)
    return {
      kind: 'certificate',
      certificateFile: v.MicrosoftAppCertificateFile,
      keyFile: v.MicrosoftAppCertificateKeyFile,
    };
  return v.MicrosoftAppPassword === undefined ? null : { kind: 'secret', secret: v.MicrosoftAppPassword };
};

/** What a bot id demands besides itself. */
export const botProblems = (v: Variables): readonly Problem[] => {
  if (v.MicrosoftAppId === undefined)
    return v.NODE_ENV === 'production'
      ? [
          missing(
            'MicrosoftAppId',
            'the bot’s app id',
            'Without it only the demo can run; unset NODE_ENV=production to try that.',
          ),
        ]
      : [];
  const problems: Problem[] = [];
  if (v.MicrosoftAppTenantId === undefined)
    problems.push(missing('MicrosoftAppTenantId', 'the tenant of the bot’s registration', remedy));
  if (credentialOf(v) === null)
    problems.push(
      missing(
        'MicrosoftAppPassword',
        'a credential',
        'Set MicrosoftAppCertificateFile and MicrosoftAppCertificateKeyFile, or MicrosoftAppType=UserAssignedMSI, or a client secret here.',
      ),
    );
  return problems;
};

/** Null: no bot id, or what belongs to it is missing. */
export const botOf = (v: Variables): BotIdentity | null => {
  const credential = credentialOf(v);
  return v.MicrosoftAppId === undefined || v.MicrosoftAppTenantId === undefined || credential === null
    ? null
    : { appId: v.MicrosoftAppId, type: v.MicrosoftAppType, tenantId: v.MicrosoftAppTenantId, credential };
};
