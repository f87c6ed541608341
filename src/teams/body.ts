import type { WireAnswer, WireRequest } from '../flow/ports.ts';

/** A request body as a JSON value, or the answer that refuses it. */
export type Body =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'refused'; readonly answer: WireAnswer };

/** Teams sends a few KB; nothing it sends comes near. */
const largestBody = 262_144;
const deepestBody = 32;

const refused = (status: number, error: string): Body => ({
  kind: 'refused',
  answer: { status, json: JSON.stringify({ error }) },
});

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const [quote, backslash, openList, closeList, openMap, closeMap] = Buffer.from('"\\[]{}');

/** Deepest nesting of JSON bytes, without parsing: a parser would already have done the work we refuse. */
const depthOf = (bytes: Uint8Array): number => {
  let depth = 0;
  let deepest = 0;
  let inText = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === quote) inText = !inText;
    else if (inText) at += byte === backslash ? 1 : 0;
    else if (byte === openList || byte === openMap) deepest = Math.max(deepest, (depth += 1));
    else if (byte === closeList || byte === closeMap) depth -= 1;
  }
  return deepest;
};

/** Text that only an escape can smuggle in: NUL, which databases refuse, and half characters. */
const smuggles = /\\u(?:0000|d[89a-f])/i;
const isClean = (value: unknown): boolean => {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, inner]) => isClean(key) && isClean(inner));
};

/** `__proto__` is a plain key in JSON and a trap in everything that copies objects: it is left out. */
const withoutProto = (key: string, value: unknown): unknown => (key === '__proto__' ? undefined : value);

const parse = (bytes: Uint8Array): Body => {
  if (depthOf(bytes) > deepestBody) return refused(400, 'bad request');
  try {
    const text = utf8.decode(bytes);
    const suspicious = /__proto__|\\u00/i.test(text);
    const value: unknown = suspicious ? JSON.parse(text, withoutProto) : JSON.parse(text);
    return smuggles.test(text) && !isClean(value) ? refused(400, 'bad request') : { kind: 'json', value };
  } catch {
    return refused(400, 'bad request');
  }
};

const jsonType = /^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i;

/** Reads a body under the limits; it stops at the first byte too many. */
export const readBody = async ({ contentType, contentLength, body }: WireRequest): Promise<Body> => {
  if (!jsonType.test(contentType ?? '')) return refused(415, 'unsupported body');
  if (contentLength > largestBody) return refused(413, 'body too large');
  try {
    const bytes = await body(largestBody);
    return bytes === null ? refused(413, 'body too large') : parse(bytes);
  } catch {
    return refused(400, 'bad request');
  }
};
