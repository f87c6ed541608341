/**
 * What a button may ask for, signed: bound to case, version, card and the person it was drawn for. Card data is never
 * trust; this only tells which picture was clicked. Rights are checked again in the turn.
 */
import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';

export type Action = {
  /** Null on cards that belong to no case (welcome, help, lists). */
  readonly caseId: string | null;
  /** Of the case; of a card without one, when it was drawn: milliseconds since 1970. 0 on lists. */
  readonly version: number;
  /** Name of the card or panel the button stands on. */
  readonly card: string;
  /** Person the card was composed for, or `roomAudience`. */
  readonly audience: string;
};

/** The audience of cards in Teams channels: anybody of the desk may click, and rights are checked in the turn. */
export const roomAudience = 'lead-room';

export type ActionTokens = {
  sign(action: Action): string;
  /** Null for anything not signed here: forged, cut, or from before a key change. */
  verify(token: unknown): Action | null;
};

const longestToken = 1_024;

/** So many of the tokens found good lately are known without being checked anew; about 1 MB. */
const mostKnown = 4_000;

const isAction = (value: unknown): value is [string | null, number, string, string] =>
  Array.isArray(value) &&
  value.length === 4 &&
  (value[0] === null || typeof value[0] === 'string') &&
  Number.isSafeInteger(value[1]) &&
  typeof value[2] === 'string' &&
  typeof value[3] === 'string';

/** `keys`: base64url, the first signs, all verify (so that a change of key keeps open cards alive for a while). */
export const actionTokens = (keys: readonly [string, ...(readonly string[])]): ActionTokens => {
  // Ready made: a key given as bytes is taken in anew for every signature, which costs four times the signing.
  const ready = (key: string): KeyObject => createSecretKey(key, 'base64url');
  const first = ready(keys[0]);
  const all = [first, ...keys.slice(1).map(ready)];
  const mac = (key: KeyObject, body: string): Buffer =>
    createHmac('sha256', key).update(body).digest().subarray(0, 16);

  const signedByUs = (body: string, given: Buffer): boolean =>
    all.some((key) => given.length === 16 && timingSafeEqual(mac(key, body), given));

  const read = (token: string): Action | null => {
    const [body, signature, ...rest] = token.split('.');
    if (body === undefined || signature === undefined || rest.length > 0) return null;
    if (!signedByUs(body, Buffer.from(signature, 'base64url'))) return null;
    const value: unknown = JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
    return isAction(value)
      ? { caseId: value[0], version: value[1], card: value[2], audience: value[3] }
      : null;
  };

  const known = new Map<string, Action>();
  const note = (token: string, action: Action): Action => {
    if (known.size >= mostKnown) known.clear();
    known.set(token, action);
    return action;
  };

  return {
    sign: ({ caseId, version, card, audience }) => {
      const said = [caseId, version, card, audience];
      const body = Buffer.from(JSON.stringify(said)).toString('base64url');
      const token = `${body}.${mac(first, body).toString('base64url')}`;
      if (isAction(said)) note(token, { caseId, version, card, audience });
      return token;
    },
    verify: (token) => {
      if (typeof token !== 'string' || token.length > longestToken) return null;
      const seen = known.get(token);
      if (seen !== undefined) return seen;
      const action = read(token);
      return action === null ? null : note(token, action);
    },
  };
};
