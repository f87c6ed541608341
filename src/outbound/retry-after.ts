/** Longest wait believed: the Connector's widest budget window is an hour. */
const longestMs = 60 * 60_000;

/**
 * A Retry-After header → milliseconds from now, or null where it says nothing usable (absent, zero, negative, past,
 * not a time) and the own backoff serves. Seconds or an HTTP date (RFC 9110 10.2.3); absurd waits are cut to an hour.
 */
export const retryAfterMs = (header: string | undefined, nowMs: number): number | null => {
  const text = header?.trim() ?? '';
  const ms = /^\d+(\.\d+)?$/.test(text)
    ? Number(text) * 1_000
    : /^[A-Za-z]{3}/.test(text)
      ? Date.parse(text) - nowMs
      : Number.NaN;
  return ms > 0 ? Math.min(Math.ceil(ms), longestMs) : null;
};
