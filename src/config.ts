/**
 * Environment → one frozen Config. The only reader of process.env. All problems are reported at once;
 * an empty variable counts as absent, so that a copied .env.example changes nothing.
 */
import { existsSync } from 'node:fs';
import { z } from 'zod';
import type { Problem } from './fault.ts';

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

export type PackageConfig = {
  readonly appId: string | null;
  readonly domain: string | null;
  readonly websiteUrl: string | null;
  readonly privacyUrl: string | null;
  readonly termsUrl: string | null;
  readonly developerName: string | null;
  readonly version: string | null;
};

export type Config = {
  /** `demo`: no bot id, loopback only, sample data. `production`: a real bot. */
  readonly mode: 'demo' | 'production';
  readonly http: { readonly host: string; readonly port: number };
  /** Null in the demo. */
  readonly bot: BotIdentity | null;
  /** The partner's own tenant: its people are the desk. */
  readonly homeTenantId: string;
  /** Object ids. Empty: everybody of the home tenant is an agent. */
  readonly agents: readonly string[];
  readonly leads: readonly string[];
  readonly cloud: 'public' | 'us-gov';
  /** Addresses of the Bot Framework that differ from the cloud's own; null keeps the cloud's. */
  readonly edge: {
    readonly openIdMetadataUrl: string | null;
    readonly tokenIssuer: string | null;
    readonly loginUrl: string | null;
    readonly oauthScope: string | null;
    /** `host[:port]` the bot may send to; empty: the cloud's own list. */
    readonly connectorHosts: readonly string[];
    readonly proxyUrl: string | null;
  };
  readonly dataFolder: string;
  readonly databaseUrl: string | null;
  /** The partner's profile (JSON). Null in the demo: the sample's. */
  readonly partnerFile: string | null;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly demo: { readonly playgroundPort: number; readonly withPlayground: boolean };
  readonly package: PackageConfig;
};

const guid = z.guid({ error: 'a GUID such as 1f0c2a5e-0000-0000-0000-000000000000' });
const port = z.coerce.number({ error: 'a whole number from 0 to 65535' }).int().min(0).max(65_535);
const httpsUrl = z.url({ protocol: /^https$/, error: 'an https address' });
/** https, or plain http on loopback for a bench of one's own. */
const edgeUrl = z
  .string()
  .refine(
    (text) =>
      /^https:\/\/[^\s]+$/.test(text) || /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:|\/|$)/.test(text),
    {
      error: 'an https address, or plain http on 127.0.0.1, localhost or [::1]',
    },
  );
const guids = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  )
  .pipe(z.array(guid));
const hosts = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim().toLowerCase())
      .filter((part) => part !== ''),
  )
  .pipe(
    z.array(
      z
        .string()
        .regex(/^(\[[0-9a-f:]+\]|[a-z0-9.-]+)(:\d{1,5})?$/, { error: 'host or host:port, comma-separated' }),
    ),
  );
const file = z.string().refine((path) => existsSync(path), { error: 'a file that exists' });
const flag = z.enum(['on', 'off'], { error: '"on" or "off"' });

/** Every variable Handoff reads. `.env.example` lists the same names; a test compares the two. */
const schema = z.object({
  NODE_ENV: z.string().optional(),
  PORT: port.default(3978),
  HOST: z.string().optional(),
  MicrosoftAppId: guid.optional(),
  MicrosoftAppPassword: z.string().optional(),
  MicrosoftAppType: z
    .enum(['SingleTenant', 'MultiTenant', 'UserAssignedMSI'], {
      error: 'SingleTenant, MultiTenant or UserAssignedMSI',
    })
    .default('SingleTenant'),
  MicrosoftAppTenantId: guid.optional(),
  MicrosoftAppCertificateFile: file.optional(),
  MicrosoftAppCertificateKeyFile: file.optional(),
  HOME_TENANT_ID: guid.optional(),
  AGENTS: guids.default([]),
  LEADS: guids.default([]),
  CLOUD: z.enum(['public', 'us-gov'], { error: '"public" or "us-gov"' }).default('public'),
  ToBotFromChannelOpenIdMetadataUrl: edgeUrl.optional(),
  ToBotFromChannelTokenIssuer: z.string().optional(),
  ToChannelFromBotLoginUrl: edgeUrl.optional(),
  ToChannelFromBotOAuthScope: z.string().optional(),
  CONNECTOR_HOSTS: hosts.default([]),
  HTTPS_PROXY: z.url({ error: 'the address of a proxy' }).optional(),
  DATA_FOLDER: z.string().default('data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, { error: 'postgres://user:password@host/database' })
    .optional(),
  PARTNER_FILE: file.optional(),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], { error: 'debug, info, warn, error or silent' })
    .default('info'),
  DEMO_PLAYGROUND: flag.default('on'),
  DEMO_PLAYGROUND_PORT: port.default(56_150),
  PACKAGE_DOMAIN: z.string().optional(),
  PACKAGE_WEBSITE_URL: httpsUrl.optional(),
  PACKAGE_PRIVACY_URL: httpsUrl.optional(),
  PACKAGE_TERMS_URL: httpsUrl.optional(),
  PACKAGE_DEVELOPER: z.string().optional(),
  PACKAGE_VERSION: z.string().optional(),
});

type Variables = z.infer<typeof schema>;
export const variableNames = Object.keys(schema.shape);

/** Values that must never be printed, not even in an error about themselves. */
const secretNames: ReadonlySet<string> = new Set(['MicrosoftAppPassword', 'DATABASE_URL', 'HTTPS_PROXY']);

const remedy = 'Correct it in the environment or in .env; the README lists every variable.';

const problemsOf = (error: z.ZodError, given: Readonly<Record<string, string>>): readonly Problem[] =>
  error.issues.map((issue) => {
    const name = String(issue.path[0]);
    const value = given[name];
    return {
      place: name,
      value: value === undefined ? 'nothing' : secretNames.has(name) ? '(hidden)' : JSON.stringify(value),
      expected: issue.message,
      remedy,
    };
  });

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
const botProblems = (v: Variables): readonly Problem[] => {
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
  if (v.PARTNER_FILE === undefined)
    problems.push(
      missing('PARTNER_FILE', 'the path of your partner profile (JSON)', 'The README shows the format.'),
    );
  return problems;
};

const loopbackHosts: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '::1']);

const demoProblems = (v: Variables): readonly Problem[] =>
  v.MicrosoftAppId === undefined && v.HOST !== undefined && !loopbackHosts.has(v.HOST)
    ? [
        {
          place: 'HOST',
          value: JSON.stringify(v.HOST),
          expected: '127.0.0.1, localhost or ::1 while there is no bot id',
          remedy: 'Without MicrosoftAppId nobody is authenticated, so the demo never leaves this machine.',
        },
      ]
    : [];

/** The one person of the demo, agent and lead. No real tenant looks like this one. */
export const demoDesk = {
  tenantId: '00000000-0000-0000-0000-0000000000001',
  leadObjectId: '5b1f0c7e-3d52-4c8e-9a41-0d6a7f2b9c10',
};

const botOf = (v: Variables): BotIdentity | null => {
  const credential = credentialOf(v);
  return v.MicrosoftAppId === undefined || v.MicrosoftAppTenantId === undefined || credential === null
    ? null
    : { appId: v.MicrosoftAppId, type: v.MicrosoftAppType, tenantId: v.MicrosoftAppTenantId, credential };
};

const configOf = (v: Variables): Config => {
  const bot = botOf(v);
  return {
    mode: bot === null ? 'demo' : 'production',
    http: { host: v.HOST ?? (bot === null ? '127.0.0.1' : '0.0.0.0'), port: v.PORT },
    bot,
    homeTenantId: v.HOME_TENANT_ID ?? bot?.tenantId ?? demoDesk.tenantId,
    agents: v.AGENTS,
    leads: bot === null && v.LEADS.length === 0 ? [demoDesk.leadObjectId] : v.LEADS,
    cloud: v.CLOUD,
    edge: {
      openIdMetadataUrl: v.ToBotFromChannelOpenIdMetadataUrl ?? null,
      tokenIssuer: v.ToBotFromChannelTokenIssuer ?? null,
      loginUrl: v.ToChannelFromBotLoginUrl ?? null,
      oauthScope: v.ToChannelFromBotOAuthScope ?? null,
      connectorHosts: v.CONNECTOR_HOSTS,
      proxyUrl: v.HTTPS_PROXY ?? null,
    },
    dataFolder: v.DATA_FOLDER,
    databaseUrl: v.DATABASE_URL ?? null,
    partnerFile: v.PARTNER_FILE ?? null,
    logLevel: v.LOG_LEVEL,
    demo: { playgroundPort: v.DEMO_PLAYGROUND_PORT, withPlayground: v.DEMO_PLAYGROUND === 'on' },
    package: {
      appId: v.MicrosoftAppId ?? null,
      domain: v.PACKAGE_DOMAIN ?? null,
      websiteUrl: v.PACKAGE_WEBSITE_URL ?? null,
      privacyUrl: v.PACKAGE_PRIVACY_URL ?? null,
      termsUrl: v.PACKAGE_TERMS_URL ?? null,
      developerName: v.PACKAGE_DEVELOPER ?? null,
      version: v.PACKAGE_VERSION ?? null,
    },
  };
};

/** Reads variables; gives a config, or every problem there is. */
export const readConfig = (
  environment: Readonly<Record<string, string | undefined>>,
):
  | { readonly config: Config; readonly problems: readonly [] }
  | { readonly config: null; readonly problems: readonly Problem[] } => {
  const given = Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => {
      const text = value?.trim() ?? '';
      return text === '' ? [] : [[name, text] as const];
    }),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success) return { config: null, problems: problemsOf(parsed.error, given) };
  const problems = [...botProblems(parsed.data), ...demoProblems(parsed.data)];
  return problems.length > 0
    ? { config: null, problems }
    : { config: Object.freeze(configOf(parsed.data)), problems: [] };
};

/** The process's own environment, read once by whoever starts a program. */
export const configFromEnvironment = (): ReturnType<typeof readConfig> => readConfig(process.env);
