import type { CryptoKey, JWK } from 'jose';
import { importJWK } from 'jose/key/import';
import { z } from 'zod';
import type { Log } from '../log.ts';
import type { WayOut } from '../outbound/way-out.ts';
import { singleFlight } from '../outbound/single-flight.ts';

/** A signing key of the Connector, ready for use. */
export type SigningKey = {
  readonly kid: string;
  readonly key: CryptoKey;
  /** Channels this key may speak for; empty: it says nothing about that. */
  readonly endorsements: readonly string[];
};

export type KeyAnswer =
  | { readonly kind: 'key'; readonly key: SigningKey }
  | { readonly kind: 'absent' }
  /** The keys cannot be had now: nobody's token can be judged. */
  | { readonly kind: 'unavailable' };

export type Keys = {
  key(kid: string): Promise<KeyAnswer>;
  /** Without any fetch: the key if it is held and not too old. */
  held(kid: string): SigningKey | null;
  /** Why the keys cannot be had, or null. Fit for an operator's page. */
  problem(): string | null;
};

/** Keys older than this are renewed in the background, so that rotated-out keys end soon. */
const renewAfterMs = 60 * 60_000;
/** While the Connector's key server is down, keys serve this long. */
const keepAtMostMs = 24 * 60 * 60_000;
/** One unknown key id may force a fetch; then nobody's does for this long. */
const forcedEveryMs = 5 * 60_000;
/** After a failed fetch the server is left alone for a second, then twice as long each time. */
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;

const metadataShape = z.object({
  jwks_uri: z.string(),
  id_token_signing_alg_values_supported: z.array(z.string()).optional(),
});
const keyShape = z.looseObject({
  kty: z.string(),
  kid: z.string().min(1),
  use: z.string().optional(),
  alg: z.string().optional(),
  n: z.string().optional(),
  e: z.string().optional(),
  endorsements: z.array(z.string()).optional(),
});
const keySetShape = z.object({ keys: z.array(z.unknown()) });

const algorithm = 'RS256';

/** A listed key, or null where it is not an RSA signing key for the one algorithm we accept. */
const importKey = async (listed: unknown): Promise<SigningKey | null> => {
  const parsed = keyShape.safeParse(listed);
  if (!parsed.success) return null;
  const { kty, kid, use, alg, n, e, endorsements } = parsed.data;
  if (kty !== 'RSA' || n === undefined || e === undefined) return null;
  if ((use ?? 'sig') !== 'sig' || (alg ?? algorithm) !== algorithm) return null;
  const jwk: JWK = { kty, n, e };
  const key = await importJWK(jwk, algorithm);
  return key instanceof Uint8Array ? null : { kid, key, endorsements: endorsements ?? [] };
};

const importKeys = async (listed: readonly unknown[]): Promise<ReadonlyMap<string, SigningKey>> => {
  const keys = new Map<string, SigningKey>();
  for (const one of listed) {
    const key = await importKey(one).catch(() => null);
    // The first of two keys with one id wins, so that a later entry cannot take a known id over.
    if (key !== null && !keys.has(key.kid)) keys.set(key.kid, key);
  }
  return keys;
};

const getJson = async (wayOut: WayOut, url: string): Promise<unknown> => {
  const sent = await wayOut.toIdentity({
    method: 'GET',
    url,
    headers: { accept: 'application/json' },
    body: null,
  });
  if (sent.kind !== 'answered') throw new Error(sent.kind);
  if (sent.status !== 200) throw new Error(`status ${sent.status}`);
  return JSON.parse(sent.body);
};

/** Fetches the key set by way of the metadata. The metadata is asked again only when the key set failed. */
const createFetch = (wayOut: WayOut, metadataUrl: string) => {
  let keySetUrl: string | null = null;

  const findKeySet = async (): Promise<string> => {
    const metadata = metadataShape.parse(await getJson(wayOut, metadataUrl));
    const listed = metadata.id_token_signing_alg_values_supported ?? [algorithm];
    if (!listed.includes(algorithm)) throw new Error(`${algorithm} is not listed`);
    return metadata.jwks_uri;
  };

  return async (): Promise<ReadonlyMap<string, SigningKey>> => {
    const url = keySetUrl ?? (await findKeySet());
    keySetUrl = null;
    const keys = await importKeys(keySetShape.parse(await getJson(wayOut, url)).keys);
    if (keys.size === 0) throw new Error('no usable key');
    keySetUrl = url;
    return keys;
  };
};

/** The keys as last fetched. One fetch however many wait; after a failure the server is left alone for a while. */
const createHolder = (fetch: () => Promise<ReadonlyMap<string, SigningKey>>, now: () => number, log: Log) => {
  let held: { readonly keys: ReadonlyMap<string, SigningKey>; readonly atMs: number } | null = null;
  let failure: { readonly untilMs: number; readonly pauseMs: number } | null = null;

  const attempt = singleFlight(async (): Promise<void> => {
    try {
      held = { keys: await fetch(), atMs: now() };
      failure = null;
    } catch (caught) {
      const pauseMs = Math.min(longestPauseMs, failure === null ? firstPauseMs : failure.pauseMs * 2);
      failure = { untilMs: now() + pauseMs, pauseMs };
      const fault = caught instanceof Error ? caught.name : 'unknown';
      log.warn({ fault, pauseMs }, 'the signing keys of the Connector could not be fetched');
    }
  });
  const ageMs = (): number => (held === null ? Infinity : now() - held.atMs);

  return {
    fetch: (): Promise<void> =>
      failure === null || now() >= failure.untilMs ? attempt() : Promise.resolve(),
    ageMs,
    get: (kid: string): SigningKey | null => (ageMs() <= keepAtMostMs ? (held?.keys.get(kid) ?? null) : null),
    failed: (): boolean => failure !== null,
  };
};

/**
 * The Connector's keys. One fetch however many wait; renewed hourly in the background; kept a day while the key
 * server is down.
 *
 * Two wishes pull against each other: a rotated key must be accepted at first sight, and nobody without a valid
 * token may make the bot fetch at will. So an unknown key id forces one fetch at once, and then none is forced for
 * five minutes. Limit: whoever spends that one fetch on an invented id can delay a key that nobody has seen yet by
 * up to five minutes (tokens under known keys are not touched, and callers are asked only after their issuer,
 * audience and times fit); the Connector publishes keys well before it signs with them, so the hourly renewal
 * normally has them already.
 */
export const createKeys = (options: {
  readonly metadataUrl: string;
  readonly wayOut: WayOut;
  readonly now: () => number;
  readonly log: Log;
}): Keys => {
  const { now } = options;
  const holder = createHolder(createFetch(options.wayOut, options.metadataUrl), now, options.log);
  const usable = (): boolean => holder.ageMs() <= keepAtMostMs;
  let forcedAtMs: number | null = null;
  let forcing: Promise<void> | null = null;

  /** Whether this very caller waited for the keys: they are then as new as a forced fetch could make them. */
  const load = async (): Promise<boolean> => {
    if (!usable()) {
      await holder.fetch();
      return true;
    }
    if (holder.ageMs() > renewAfterMs) void holder.fetch();
    return false;
  };

  /** Those who come while the forced fetch is under way wait for it too: several tokens arrive under a new key at once. */
  const force = async (): Promise<void> => {
    if (forcedAtMs === null || now() - forcedAtMs >= forcedEveryMs) {
      forcedAtMs = now();
      forcing = holder.fetch().finally(() => (forcing = null));
    }
    await forcing;
  };

  return {
    async key(kid) {
      const fresh = await load();
      if (!fresh && holder.get(kid) === null) await force();
      if (!usable()) return { kind: 'unavailable' };
      const key = holder.get(kid);
      return key === null ? { kind: 'absent' } : { kind: 'key', key };
    },
    held: (kid) => holder.get(kid),
    problem: () =>
      usable() || !holder.failed() ? null : 'keys: the signing keys of the Connector cannot be fetched',
  };
};
