/**
 * Did the Bot Connector send this? The rules of its authentication
 * (https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication, checked
 * 2026-11-20): a bearer scheme; a well-formed token; the issuer; the audience; the times within five minutes; a
 * listed key and algorithm; the key's endorsement of the channel; the service address. It answers "Teams sent it",
 * never "my tenant sent it".
 */
import { decodeProtectedHeader } from 'jose/decode/protected_header';
import { decodeJwt } from 'jose/jwt/decode';
import { jwtVerify } from 'jose/jwt/verify';
import { z } from 'zod';
import type { Keys, SigningKey } from './keys.ts';
import type { Claims } from './verified-tokens.ts';
import { createVerifiedTokens } from './verified-tokens.ts';

export type Verified =
  | { readonly kind: 'ok'; readonly claims: Claims; readonly endorsements: readonly string[] }
  | { readonly kind: 'refused' }
  /** The Connector's keys cannot be had: try again. */
  | { readonly kind: 'unavailable' };

export type Verifier = {
  /** The rules that need no body. */
  token(authorization: string | null): Promise<Verified>;
};

/** Clocks may differ by five minutes, as the Connector's rules allow. */
const skewSeconds = 300;
/** Longest token looked at; the Connector's are about 1 KB. */
const longestToken = 8_192;
/** Tokens remembered: one per Connector node and hour is a few dozen; the rest is room. */
const rememberedTokens = 1_000;

const bearerShape = /^Bearer (?<token>[\w-]+\.[\w-]+\.[\w-]+)$/;
const headerShape = z.looseObject({
  alg: z.literal('RS256'),
  kid: z.string().min(1).max(256),
  crit: z.never().optional(),
});
const seconds = z.number().int().min(0).max(4_102_444_800);
const payloadShape = z.looseObject({
  iss: z.string(),
  aud: z.string(),
  exp: seconds,
  nbf: seconds.optional(),
  serviceurl: z.string().optional(),
});
type Payload = z.infer<typeof payloadShape>;

const tokenOf = (authorization: string | null): string | null => {
  if (authorization === null || authorization.length > longestToken) return null;
  return bearerShape.exec(authorization)?.groups?.['token'] ?? null;
};

const inTime = (claims: Pick<Claims, 'notBefore' | 'expires'>, nowSeconds: number): boolean =>
  nowSeconds < claims.expires + skewSeconds && nowSeconds >= (claims.notBefore ?? 0) - skewSeconds;

const claimsOf = (kid: string, payload: Payload): Claims => ({
  kid,
  serviceUrl: payload.serviceurl ?? null,
  notBefore: payload.nbf ?? null,
  expires: payload.exp,
});

/** What a token claims before its signature is looked at; null where it cannot be right anyway. */
const claimed = (token: string, issuer: string, audience: string): Claims | null => {
  try {
    const header = headerShape.safeParse(decodeProtectedHeader(token));
    const payload = payloadShape.safeParse(decodeJwt(token));
    if (!header.success || !payload.success) return null;
    const fits = payload.data.iss === issuer && payload.data.aud === audience;
    return fits ? claimsOf(header.data.kid, payload.data) : null;
  } catch {
    return null;
  }
};

export const createVerifier = (options: {
  readonly keys: Keys;
  readonly issuer: string;
  /** The bot's app id. */
  readonly audience: string;
  /** Milliseconds of the real clock, whatever clock the rest of the product follows. */
  readonly now: () => number;
}): Verifier => {
  const { keys, issuer, audience, now } = options;
  const remembered = createVerifiedTokens(rememberedTokens);
  const nowSeconds = (): number => Math.floor(now() / 1_000);

  const recall = (id: string): Verified | null => {
    const claims = remembered.get(id);
    if (claims === null) return null;
    const key = keys.held(claims.kid);
    if (key !== null && nowSeconds() < claims.expires && inTime(claims, nowSeconds()))
      return { kind: 'ok', claims, endorsements: key.endorsements };
    remembered.drop(id);
    return null;
  };

  const signedBy = async (token: string, key: SigningKey): Promise<boolean> => {
    try {
      await jwtVerify(token, key.key, {
        algorithms: ['RS256'],
        issuer,
        audience,
        clockTolerance: skewSeconds,
        requiredClaims: ['exp'],
        currentDate: new Date(now()),
      });
      return true;
    } catch {
      return false;
    }
  };

  return {
    async token(authorization) {
      const token = tokenOf(authorization);
      if (token === null) return { kind: 'refused' };
      const id = remembered.keyOf(token);
      const known = recall(id);
      if (known !== null) return known;
      // The cheap rules first: a token that cannot be right costs neither a fetch nor a signature.
      const claims = claimed(token, issuer, audience);
      if (claims === null || !inTime(claims, nowSeconds())) return { kind: 'refused' };
      const answer = await keys.key(claims.kid);
      if (answer.kind === 'unavailable') return { kind: 'unavailable' };
      if (answer.kind === 'absent' || !(await signedBy(token, answer.key))) return { kind: 'refused' };
      remembered.put(id, claims);
      return { kind: 'ok', claims, endorsements: answer.key.endorsements };
    },
  };
};
