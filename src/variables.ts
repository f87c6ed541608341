/** Every environment variable Handoff reads, and what each may be. */
import { accessSync, constants, statSync } from 'node:fs';
import { z } from 'zod';

const guid = z.guid({ error: 'a GUID such as 1f0c2a5e-0000-0000-0000-000000000000' });
/** In the same words whatever is wrong with it: no number, a broken one, too small, too large. */
const whole = (least: number, most: number, error: string) =>
  z.coerce.number({ error }).int({ error }).min(least, { error }).max(most, { error });
const port = whole(0, 65_535, 'a whole number from 0 to 65535');
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
const isReadable = (path: string): boolean => {
  try {
    accessSync(path, constants.R_OK);
    return !statSync(path).isDirectory();
  } catch {
    return false;
  }
};
const file = z.string().refine(isReadable, { error: 'a file that this account can read' });
/** z.coerce would read "off" as not a number before the choice is made. */
const offOr = (least: number, most: number, what: string) => {
  const error = `${what}, or "off"`;
  return z.union([z.literal('off'), whole(least, most, error)], { error });
};
const operatorPort = offOr(0, 65_535, 'a whole number from 0 to 65535');
const days = whole(0, 36_500, 'a whole number of days up to 36500; 0 keeps everything');
/** A start alone takes half of the least. */
const memoryMb = offOr(256, 16_777_216, 'a whole number of megabytes from 256 on');
const demoPages = z.enum(['on', 'desk', 'off'], { error: '"on", "desk" or "off"' });

/** Every variable Handoff reads. `.env.example` lists the same names; a test compares the two. */
export const schema = z.object({
  NODE_ENV: z.string().optional(),
  PORT: port.default(3978),
  HOST: z.string().optional(),
  OPERATOR_PORT: operatorPort.optional(),
  OPERATOR_HOST: z.string().default('127.0.0.1'),
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
  MAIL_FROM: z.email({ error: 'the e-mail address of a mailbox' }).optional(),
  GRAPH_URL: edgeUrl.optional(),
  HTTPS_PROXY: z.url({ error: 'the address of a proxy' }).optional(),
  DATA_FOLDER: z.string().default('data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, { error: 'postgres://user:password@host/database' })
    .optional(),
  RETENTION_DAYS: days.default(400),
  MEMORY_LIMIT_MB: memoryMb.optional(),
  PARTNER_FILE: file.optional(),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], { error: 'debug, info, warn, error or silent' })
    .default('info'),
  DEMO_PLAYGROUND: demoPages.default('on'),
  DEMO_PLAYGROUND_PORT: port.default(56_150),
  DEMO_CUSTOMER_PORT: port.default(56_151),
  PACKAGE_DOMAIN: z.string().optional(),
  PACKAGE_WEBSITE_URL: httpsUrl.optional(),
  PACKAGE_PRIVACY_URL: httpsUrl.optional(),
  PACKAGE_TERMS_URL: httpsUrl.optional(),
  PACKAGE_DEVELOPER: z.string().optional(),
  PACKAGE_VERSION: z.string().optional(),
});

export const placeSchema = schema.pick({ DATA_FOLDER: true, DATABASE_URL: true });
export const packageSchema = schema.pick({
  MicrosoftAppId: true,
  PACKAGE_DOMAIN: true,
  PACKAGE_WEBSITE_URL: true,
  PACKAGE_PRIVACY_URL: true,
  PACKAGE_TERMS_URL: true,
  PACKAGE_DEVELOPER: true,
  PACKAGE_VERSION: true,
});

export type Variables = z.infer<typeof schema>;
export const variableNames = Object.keys(schema.shape);

/** `isChosen`: named by the operator, so it must be had. */
export type Operator = { readonly host: string; readonly port: number; readonly isChosen: boolean };

/** The port after the bot's own, so that two bots on one machine do not meet; any free one beside any free one. */
export const operatorOf = (v: Variables): Operator | null => {
  if (v.OPERATOR_PORT === 'off') return null;
  const port = v.OPERATOR_PORT ?? (v.PORT === 0 ? 0 : (v.PORT + 1) % 65_536);
  return { host: v.OPERATOR_HOST, port, isChosen: v.OPERATOR_PORT !== undefined };
};
