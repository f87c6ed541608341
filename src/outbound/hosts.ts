/**
 * Where a request that carries the bot's token may go. Exact hosts and ports, https everywhere but on loopback;
 * nothing here knows what is sent or why.
 */
import type { Problem } from '../fault.ts';

/** One allowed destination. `port: null` = the scheme's own port. */
export type HostRow = {
  /** Lower-case host name; `*.example.com` stands for every name below it (built-in rows only). */
  readonly host: string;
  readonly port: number | 'any' | null;
};

const loopbackNames: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]', '::1']);

export const isLoopback = (host: string): boolean => loopbackNames.has(host.toLowerCase());

/** Any port of this machine: only for a bot that has no token to lose. */
export const loopbackRows: readonly HostRow[] = ['localhost', '127.0.0.1', '[::1]'].map((host) => ({
  host,
  port: 'any',
}));

const entryShape = /^(?<host>\[[0-9a-f:]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::(?<port>\d{1,5}))?$/;

const entryProblem = (entry: string): Problem => ({
  place: 'CONNECTOR_HOSTS',
  value: JSON.stringify(entry),
  expected: 'an exact host, or host:port; no scheme, path or wildcard',
  remedy: 'Write for example smba.trafficmanager.net or 127.0.0.1:9000.',
});

const rowOf = (entry: string): HostRow | null => {
  const groups = entryShape.exec(entry.trim().toLowerCase())?.groups;
  const host = groups?.['host'];
  if (host === undefined) return null;
  const digits = groups?.['port'];
  if (digits === undefined) return { host, port: null };
  const port = Number(digits);
  return port > 0 && port < 65_536 ? { host, port } : null;
};

/** `host[:port]` entries → rows, with every bad entry named. */
export const hostRows = (
  entries: readonly string[],
): { readonly rows: readonly HostRow[]; readonly problems: readonly Problem[] } => {
  const read = entries.map((entry) => ({ entry, row: rowOf(entry) }));
  return {
    rows: read.flatMap(({ row }) => (row === null ? [] : [row])),
    problems: read.flatMap(({ entry, row }) => (row === null ? [entryProblem(entry)] : [])),
  };
};

const defaultPort = (protocol: string): number => (protocol === 'https:' ? 443 : 80);

const hostMatches = (row: string, host: string): boolean =>
  row.startsWith('*.') ? host.endsWith(row.slice(1)) && host.length > row.length - 1 : row === host;

const portMatches = (row: HostRow, url: URL): boolean => {
  if (row.port === 'any') return true;
  const port = url.port === '' ? defaultPort(url.protocol) : Number(url.port);
  return port === (row.port ?? defaultPort(url.protocol));
};

/** The address as a URL without credentials, over https or, on loopback, http; anything else is null. */
export const safeUrl = (text: string): URL | null => {
  // The URL parser quietly drops tabs and line breaks and turns backslashes round: such text is a trick, not an address.
  if (/[\s\\\p{Cc}]/u.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || url.hash !== '') return null;
  if (url.protocol === 'https:') return url;
  return url.protocol === 'http:' && isLoopback(url.hostname) ? url : null;
};

/** The parsed address if it is on the list, else null. */
export const allowedUrl = (rows: readonly HostRow[], text: string): URL | null => {
  const url = safeUrl(text);
  if (url === null) return null;
  return rows.some((row) => hostMatches(row.host, url.hostname) && portMatches(row, url)) ? url : null;
};
