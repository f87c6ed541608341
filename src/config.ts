/**
 * Environment → one frozen Config. The only reader of process.env. All problems are reported at once;
 * an empty variable counts as absent, so that a copied .env.example changes nothing.
 */
import { existsSync } from 'node:fs';
import type { z } from 'zod';
import { botOf, botProblems, remedy, type BotIdentity } from './bot-identity.ts';
import type { Problem } from './fault.ts';
import {
  operatorOf,
  packageSchema,
  placeSchema,
  schema,
  type Operator,
  type Variables,
} from './variables.ts';

export type { BotIdentity, Credential } from './bot-identity.ts';

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
  /** Where `/readyz` and `/metrics` are. Null: nowhere. */
  readonly operator: Operator | null;
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
    readonly graphUrl: string | null;
    /** `host[:port]` the bot may send to; empty: the cloud's own list. */
    readonly connectorHosts: readonly string[];
    readonly proxyUrl: string | null;
  };
  /** The mailbox customers are written to from. Null: the bot sends no mail. */
  readonly mailFrom: string | null;
  readonly dataFolder: string;
  readonly databaseUrl: string | null;
  /** Closed cases are forgotten after so many days; 0 keeps them. */
  readonly retentionDays: number;
  /** The most bytes the process may take. `system`: what container and machine allow. `off`: nobody looks. */
  readonly memoryLimit: number | 'system' | 'off';
  /** The partner's profile (JSON). Null: the sample's in the demo, else a blank one that shows what to fill in. */
  readonly partnerFile: string | null;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Null: without that page. */
  readonly demo: { readonly playgroundPort: number | null; readonly customerPort: number | null };
  readonly package: PackageConfig;
};

/** Values that must never be printed, not even in an error about themselves. */
const secretNames: ReadonlySet<string> = new Set(['MicrosoftAppPassword', 'DATABASE_URL', 'HTTPS_PROXY']);

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

const packageOf = (v: z.infer<typeof packageSchema>): PackageConfig => ({
  appId: v.MicrosoftAppId ?? null,
  domain: v.PACKAGE_DOMAIN ?? null,
  websiteUrl: v.PACKAGE_WEBSITE_URL ?? null,
  privacyUrl: v.PACKAGE_PRIVACY_URL ?? null,
  termsUrl: v.PACKAGE_TERMS_URL ?? null,
  developerName: v.PACKAGE_DEVELOPER ?? null,
  version: v.PACKAGE_VERSION ?? null,
});

const megabyte = 1_048_576;

const memoryLimitOf = ({ MEMORY_LIMIT_MB: most }: Variables): Config['memoryLimit'] =>
  typeof most === 'number' ? most * megabyte : (most ?? 'system');

const configOf = (v: Variables): Config => {
  const bot = botOf(v);
  return {
    mode: bot === null ? 'demo' : 'production',
    http: { host: v.HOST ?? (bot === null ? '127.0.0.1' : '0.0.0.0'), port: v.PORT },
    operator: operatorOf(v),
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
      graphUrl: v.GRAPH_URL ?? null,
      connectorHosts: v.CONNECTOR_HOSTS,
      proxyUrl: v.HTTPS_PROXY ?? null,
    },
    mailFrom: bot === null ? null : (v.MAIL_FROM ?? null),
    dataFolder: v.DATA_FOLDER,
    databaseUrl: v.DATABASE_URL ?? null,
    retentionDays: v.RETENTION_DAYS,
    memoryLimit: memoryLimitOf(v),
    partnerFile: v.PARTNER_FILE ?? null,
    logLevel: v.LOG_LEVEL,
    demo: {
      playgroundPort: v.DEMO_PLAYGROUND === 'off' ? null : v.DEMO_PLAYGROUND_PORT,
      customerPort: v.DEMO_PLAYGROUND === 'on' ? v.DEMO_CUSTOMER_PORT : null,
    },
    package: packageOf(v),
  };
};

type Given = Readonly<Record<string, string>>;
type Environment = Readonly<Record<string, string | undefined>>;

/** Without the empty ones: a copied .env.example changes nothing. */
const givenIn = (environment: Environment): Given =>
  Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => {
      const text = value?.trim() ?? '';
      return text === '' ? [] : [[name, text] as const];
    }),
  );

/** A value, or every problem there is. */
type Read<Value> =
  | { readonly value: Value; readonly problems: readonly [] }
  | { readonly value: null; readonly problems: readonly Problem[] };

const readVariables = <Wanted>(shape: z.ZodType<Wanted>, environment: Environment): Read<Wanted> => {
  const given = givenIn(environment);
  const parsed = shape.safeParse(given);
  return parsed.success
    ? { value: parsed.data, problems: [] }
    : { value: null, problems: problemsOf(parsed.error, given) };
};

type ReadConfig =
  | { readonly config: Config; readonly problems: readonly [] }
  | { readonly config: null; readonly problems: readonly Problem[] };

/** Reads variables; gives a config, or every problem there is. */
export const readConfig = (environment: Environment): ReadConfig => {
  const { value, problems } = readVariables(schema, environment);
  if (value === null) return { config: null, problems };
  const lacking = [...botProblems(value), ...demoProblems(value)];
  return lacking.length > 0
    ? { config: null, problems: lacking }
    : { config: Object.freeze(configOf(value)), problems: [] };
};

const unreadable: Problem = {
  place: '.env',
  value: 'something that cannot be read',
  expected: 'a text file this account may read',
  remedy: 'Correct it or take it away; variables can be set in the environment, too.',
};

/** The process's own environment and the .env beside it, which never overrides what is set. */
const ownEnvironment = (): Read<Environment> => {
  try {
    if (existsSync('.env')) process.loadEnvFile('.env');
    return { value: process.env, problems: [] };
  } catch {
    return { value: null, problems: [unreadable] };
  }
};

/** Read once by whoever starts a program. */
export const configFromEnvironment = (): ReadConfig => {
  const { value, problems } = ownEnvironment();
  return value === null ? { config: null, problems } : readConfig(value);
};

/** What else stands there wrong is nobody's business here. */
const fromEnvironment = <Wanted>(shape: z.ZodType<Wanted>): Read<Wanted> => {
  const { value, problems } = ownEnvironment();
  return value === null ? { value, problems } : readVariables(shape, value);
};

/** Only what the app package needs: it is built where no bot runs. */
export const packageFromEnvironment = (): Read<PackageConfig> =>
  fromEnvironment(packageSchema.transform(packageOf));

/** Only where the data is: those who look after it need no bot, and no right to its key. */
export const placeFromEnvironment = (): Read<Pick<Config, 'dataFolder' | 'databaseUrl'>> =>
  fromEnvironment(
    placeSchema.transform((v) => ({ dataFolder: v.DATA_FOLDER, databaseUrl: v.DATABASE_URL ?? null })),
  );
