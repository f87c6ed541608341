import type { Dispatcher } from 'undici';

/** Most that is read of an answer; the Connector's are a few hundred bytes, a key set some tens of kilobytes. */
const answerBytes = 1_048_576;

/** The body as text, cut at the limit; what follows is not taken in. */
export const readCapped = async (body: Dispatcher.ResponseData['body']): Promise<string> => {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of body) {
    const buffer = Buffer.from(piece as Uint8Array);
    bytes += buffer.length;
    if (bytes > answerBytes) break;
    pieces.push(buffer);
  }
  return Buffer.concat(pieces).toString('utf8');
};

export const flatHeaders = (headers: Dispatcher.ResponseData['headers']): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, typeof value === 'string' ? value : value.join(', ')] as const],
    ),
  );

/** Failures that happen before a request is written. Everything else may have arrived. */
const beforeSending: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_INVALID_ARG',
  'UND_ERR_PRX_TLS',
  // The proxy refused to open the tunnel; our own time-out has another name.
  'UND_ERR_ABORTED',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'EPROTO',
]);

const codeOf = (caught: unknown): string => {
  if (caught instanceof AggregateError && caught.errors.length > 0) return codeOf(caught.errors[0]);
  if (!(caught instanceof Error)) return 'unknown';
  return 'code' in caught && typeof caught.code === 'string' ? caught.code : caught.name;
};

/** What a failed request did: nothing at all, or perhaps something. */
export const failureOf = (caught: unknown): { readonly kind: 'not-sent' | 'cut'; readonly why: string } => {
  const why = codeOf(caught);
  const unsent = beforeSending.has(why) || why.startsWith('ERR_TLS') || why.startsWith('ERR_SSL');
  return { kind: unsent ? 'not-sent' : 'cut', why };
};
