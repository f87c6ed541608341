import type { KeyObject } from 'node:crypto';
import { createSign, generateKeyPairSync } from 'node:crypto';

/** A key pair of the stand-in Connector. */
export type KeyPair = { readonly kid: string; readonly privateKey: KeyObject; readonly publicKey: KeyObject };

export const createKeyPair = (kid: string, modulusLength = 2048): KeyPair => ({
  kid,
  ...generateKeyPairSync('rsa', { modulusLength }),
});

/** The pair every stand-in signs with at first: made once per process, since making one takes a tenth of a second. */
export const firstPair = createKeyPair('first');

/** As listed in a key set. */
export const listed = ({ kid, publicKey }: KeyPair, endorsements: readonly string[] = ['msteams']) => ({
  ...publicKey.export({ format: 'jwk' }),
  kid,
  use: 'sig',
  alg: 'RS256',
  endorsements,
});

export const encode = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** A compact token; `header` and `claims` go in as they are, be they ever so wrong. */
export const sign = (header: unknown, claims: unknown, key: KeyObject): string => {
  const input = `${encode(header)}.${encode(claims)}`;
  return `${input}.${createSign('RSA-SHA256').update(input).sign(key, 'base64url')}`;
};
