/** Recipes of tokens → tokens. A recipe says what differs from a good token, and what must come of it. */
import type { KeyObject } from 'node:crypto';
import { constants, createHmac, generateKeyPairSync, sign as signBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { appId } from '../stand-in/activities.ts';
import type { KeyPair } from '../stand-in/keys.ts';
import { createKeyPair, encode, firstPair, listed } from '../stand-in/keys.ts';
import type { Teams } from '../stand-in/teams.ts';
import { issuer } from '../stand-in/teams.ts';

const overlay = z.record(z.string(), z.unknown());
const recipeShape = z.strictObject({
  name: z.string(),
  status: z.number(),
  /** The whole header value; `{token}` stands for the token, null for no header. */
  authorization: z.string().nullable().optional(),
  header: overlay.optional(),
  claims: overlay.optional(),
  /** The claims as raw text, where no object can say it. */
  payloadText: z.string().optional(),
  sign: z.string().optional(),
  activity: overlay.optional(),
  /** Why we refuse what Microsoft's own check accepts. */
  stricter: z.string().optional(),
});
export type Recipe = z.infer<typeof recipeShape>;

const folder = new URL('./tokens/', import.meta.url);
export const recipes: readonly Recipe[] = readdirSync(folder)
  .sort()
  .flatMap((file) => z.array(recipeShape).parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8'))));

const second = createKeyPair('second');
const small = createKeyPair('small', 1024);
const unendorsing = createKeyPair('unendorsing');
const elsewhere = createKeyPair('elsewhere');
const foreign = createKeyPair('foreign');
const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** All keys the corpus needs, listed at the stand-in. */
export const listCorpusKeys = (teams: Teams): void =>
  teams.listKeys(
    listed(firstPair),
    listed(second, ['msteams', 'directline']),
    listed(small),
    listed(unendorsing, []),
    listed(elsewhere, ['webchat']),
  );

type Sign = (input: string) => string;
const rsa =
  (hash: string, key: KeyObject): Sign =>
  (input) =>
    signBytes(hash, Buffer.from(input), key).toString('base64url');
const publicPem = firstPair.publicKey.export({ type: 'spki', format: 'pem' }).toString();

const signers: Readonly<Record<string, Sign>> = {
  none: () => '',
  'hmac-public': (input) => createHmac('sha256', publicPem).update(input).digest('base64url'),
  'hmac-empty': (input) => createHmac('sha256', '').update(input).digest('base64url'),
  'other-key': rsa('sha256', foreign.privateKey),
  embedded: rsa('sha256', foreign.privateKey),
  rs384: rsa('sha384', firstPair.privateKey),
  rs512: rsa('sha512', firstPair.privateKey),
  ec: (input) =>
    signBytes('sha256', Buffer.from(input), { key: curve.privateKey, dsaEncoding: 'ieee-p1363' }).toString(
      'base64url',
    ),
  ps256: (input) =>
    signBytes('sha256', Buffer.from(input), {
      key: firstPair.privateKey,
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: 32,
    }).toString('base64url'),
};
const pairs: Readonly<Record<string, KeyPair>> = { second, small, unendorsing, elsewhere };

/** What is done to a token after it was signed well. */
const damages: Readonly<Record<string, (parts: readonly [string, string, string]) => string>> = {
  'two-parts': ([header, claims]) => `${header}.${claims}`,
  flipped: ([header, claims, signature]) =>
    `${header}.${claims}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`,
  cut: ([header, claims, signature]) => `${header}.${claims}.${signature.slice(0, -8)}`,
  'changed-claims': ([header, claims, signature]) =>
    `${header}.${encode(`${Buffer.from(claims, 'base64url').toString().slice(0, -1)},"x":1}`)}.${signature}`,
  'changed-header': ([header, claims, signature]) =>
    `${encode(`${Buffer.from(header, 'base64url').toString().slice(0, -1)},"x":1}`)}.${claims}.${signature}`,
  swapped: ([header, claims]) =>
    `${header}.${claims}.${rsa('sha256', firstPair.privateKey)('another.token')}`,
};

const isNow = (value: unknown): value is { readonly $now: number } =>
  typeof value === 'object' && value !== null && '$now' in value;

/** Lays `over` on `base`: null removes, `{ "$now": s }` is a time in seconds from now, `{…}` texts are filled in. */
const laid = (
  base: Record<string, unknown>,
  over: Record<string, unknown> | undefined,
  texts: Record<string, string>,
) => {
  const now = Math.floor(Date.now() / 1_000);
  const fill = (value: unknown): unknown => {
    if (isNow(value)) return now + value.$now;
    if (Array.isArray(value)) return value.map(fill);
    return typeof value === 'string' && value in texts ? texts[value] : value;
  };
  const entries = Object.entries({ ...base, ...over }).filter(([, value]) => value !== null);
  return Object.fromEntries(entries.map(([name, value]) => [name, fill(value)] as const));
};

const textsOf = (teams: Teams): Record<string, string> => ({
  '{serviceUrl}': teams.serviceUrl,
  '{serviceUrlWithoutSlash}': teams.serviceUrl.slice(0, -1),
  '{serviceUrlInCapitals}': teams.serviceUrl.toUpperCase(),
});

const tokenOf = (recipe: Recipe, teams: Teams): string => {
  const pair = pairs[recipe.sign ?? ''] ?? firstPair;
  const now = Math.floor(Date.now() / 1_000);
  const own = recipe.sign === 'embedded' ? { jwk: listed(foreign) } : {};
  const header = laid({ alg: 'RS256', typ: 'JWT', kid: pair.kid, ...own }, recipe.header, {});
  const good = { iss: issuer, aud: appId, serviceurl: teams.serviceUrl, nbf: now - 60, exp: now + 3_600 };
  const claims = recipe.payloadText ?? laid(good, recipe.claims, textsOf(teams));
  const input = `${encode(header)}.${encode(claims)}`;
  const signature = (signers[recipe.sign ?? ''] ?? rsa('sha256', pair.privateKey))(input);
  const [head = '', body = ''] = input.split('.');
  const damage = damages[recipe.sign ?? ''];
  return damage === undefined ? `${input}.${signature}` : damage([head, body, signature]);
};

/** The Authorization header and the activity of a recipe. */
export const forge = (recipe: Recipe, teams: Teams) => {
  const template = recipe.authorization === undefined ? 'Bearer {token}' : recipe.authorization;
  const token = tokenOf(recipe, teams);
  return {
    authorization: template === null ? null : template.replaceAll('{token}', token),
    activity: laid(teams.activities.message('hi'), recipe.activity, textsOf(teams)),
  };
};
