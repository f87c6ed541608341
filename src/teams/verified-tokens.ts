import { hash } from 'node:crypto';

/** What a token that passed the checks says. Times in seconds. */
export type Claims = {
  readonly kid: string;
  readonly serviceUrl: string | null;
  readonly notBefore: number | null;
  readonly expires: number;
};

/**
 * Tokens whose signature was checked before, the most recently used `limit` of them. The Connector sends one token
 * with many requests, and checking a signature costs more than the rest of the edge. Kept by the SHA-256 of the
 * whole token, so that memory never holds a usable one.
 */
export const createVerifiedTokens = (limit: number) => {
  const held = new Map<string, Claims>();
  return {
    keyOf: (token: string): string => hash('sha256', token, 'base64'),
    get(key: string): Claims | null {
      const claims = held.get(key);
      if (claims === undefined) return null;
      held.delete(key);
      held.set(key, claims);
      return claims;
    },
    put(key: string, claims: Claims): void {
      held.set(key, claims);
      if (held.size <= limit) return;
      const [oldest] = held.keys();
      if (oldest !== undefined) held.delete(oldest);
    },
    drop: (key: string): void => void held.delete(key),
  };
};
