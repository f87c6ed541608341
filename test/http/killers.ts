import { gzipSync } from 'node:zlib';

const head = (lines: readonly string[]): string => [...lines, '', ''].join('\r\n');
const post = (extra: readonly string[], body: string | Buffer, length = Buffer.byteLength(body)) => [
  head(['POST /api/messages HTTP/1.1', 'Host: bot.example', `Content-Length: ${length}`, ...extra]),
  body,
];
const json = 'Content-Type: application/json';
export const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

type Case = {
  readonly name: string;
  readonly pieces: (bearer: string) => readonly (string | Buffer)[];
  /** Accepted statuses; null: the connection ends without an answer. */
  readonly statuses: readonly (number | null)[];
};

/** What one unknown caller can put on the wire. None may end the process, and none may get a 5xx. */
export const killers: readonly Case[] = [
  {
    name: 'a host with a space',
    pieces: () => [head(['GET /healthz HTTP/1.1', 'Host: a b'])],
    statuses: [400],
  },
  {
    name: 'an address that is none',
    pieces: () => [head(['GET http://[ HTTP/1.1', 'Host: x'])],
    statuses: [400],
  },
  {
    name: 'an address with a bad port',
    pieces: () => [head(['GET http://x:99999/ HTTP/1.1', 'Host: x'])],
    statuses: [400],
  },
  { name: 'a host that is a bracket', pieces: () => [head(['GET / HTTP/1.1', 'Host: ['])], statuses: [400] },
  { name: 'a host of percent signs', pieces: () => [head(['GET / HTTP/1.1', 'Host: %%%'])], statuses: [400] },
  { name: 'no host', pieces: () => [head(['GET /healthz HTTP/1.1'])], statuses: [400] },
  { name: 'HTTP 1.0 without a host', pieces: () => [head(['GET /healthz HTTP/1.0'])], statuses: [200] },
  {
    name: 'a path of broken escapes',
    pieces: () => [head(['GET /%E0%A4%A HTTP/1.1', 'Host: x'])],
    statuses: [400, 404],
  },
  {
    name: 'a path that climbs',
    pieces: () => [head(['GET /../../etc/passwd HTTP/1.1', 'Host: x'])],
    statuses: [404],
  },
  {
    name: 'a path of two slashes',
    pieces: () => [head(['GET //evil.example/ HTTP/1.1', 'Host: x'])],
    statuses: [404],
  },
  {
    name: 'a star for a path',
    pieces: () => [head(['OPTIONS * HTTP/1.1', 'Host: x'])],
    statuses: [200, 400, 404, 405],
  },
  {
    name: 'another verb',
    pieces: () => [head(['DELETE /api/messages HTTP/1.1', 'Host: x'])],
    statuses: [405],
  },
  {
    name: 'a reading verb on the messages',
    pieces: () => [head(['GET /api/messages HTTP/1.1', 'Host: x'])],
    statuses: [405],
  },
  { name: 'a verb nobody knows', pieces: () => [head(['BREW / HTTP/1.1', 'Host: x'])], statuses: [400] },
  {
    name: 'a tunnel',
    pieces: () => [head(['CONNECT evil.example:443 HTTP/1.1', 'Host: x'])],
    statuses: [null, 400, 404, 405],
  },
  {
    name: 'an upgrade to a web socket',
    pieces: () => [
      head([
        'GET /api/messages HTTP/1.1',
        'Host: x',
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Key: x',
        'Sec-WebSocket-Version: 13',
      ]),
    ],
    statuses: [400],
  },
  { name: 'no HTTP at all', pieces: () => ['\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'], statuses: [400] },
  {
    name: 'headers of 64 KB',
    pieces: () => [head(['GET / HTTP/1.1', 'Host: x', `X: ${'x'.repeat(65_536)}`])],
    statuses: [431, null],
  },
  {
    name: 'two lengths',
    pieces: () => [
      head(['POST /api/messages HTTP/1.1', 'Host: x', 'Content-Length: 1', 'Content-Length: 2']),
      'xx',
    ],
    statuses: [400],
  },
  {
    name: 'a length and chunks at once',
    pieces: () => [
      head(['POST /api/messages HTTP/1.1', 'Host: x', 'Content-Length: 1', 'Transfer-Encoding: chunked']),
      '0\r\n\r\n',
    ],
    statuses: [400],
  },
  {
    name: 'a negative length',
    pieces: () => [head(['POST /api/messages HTTP/1.1', 'Host: x', 'Content-Length: -1'])],
    statuses: [400],
  },
  {
    name: 'an expectation nobody knows',
    pieces: () => post([json, 'Expect: miracles'], '{}'),
    statuses: [417],
  },
  {
    name: 'gzip that is gzip',
    pieces: () => post([json, 'Content-Encoding: gzip'], gzipSync('{}')),
    statuses: [415],
  },
  {
    name: 'gzip that is none',
    pieces: () => post([json, 'Content-Encoding: gzip'], 'plain'),
    statuses: [415],
  },
  {
    name: 'a compressed bomb',
    pieces: () => post([json, 'Content-Encoding: gzip'], gzipSync(Buffer.alloc(20_000_000))),
    statuses: [415],
  },
  { name: 'brotli', pieces: () => post([json, 'Content-Encoding: br'], 'x'), statuses: [415] },
  {
    name: 'identity as an encoding',
    pieces: () => post([json, 'Content-Encoding: identity'], '{}'),
    statuses: [415],
  },
  { name: 'a body without a token', pieces: () => post([json], '{}'), statuses: [401] },
  { name: 'a megabyte without a token', pieces: () => post([json], 'x'.repeat(1_000_000)), statuses: [401] },
  {
    name: 'a bad form instead of JSON',
    pieces: (b) => post([b, 'Content-Type: application/x-www-form-urlencoded'], 'a=b'),
    statuses: [415],
  },
  {
    name: 'a multipart body',
    pieces: (b) => post([b, 'Content-Type: multipart/form-data; boundary=x'], '--x--'),
    statuses: [415],
  },
  { name: 'no content type', pieces: (b) => post([b], '{}'), statuses: [415] },
  {
    name: 'another character set',
    pieces: (b) => post([b, 'Content-Type: application/json; charset=utf-16'], '{}'),
    statuses: [415],
  },
  { name: 'an empty body', pieces: (b) => post([b, json], ''), statuses: [400] },
  { name: 'JSON cut short', pieces: (b) => post([b, json], '{"type":'), statuses: [400] },
  { name: 'a byte order mark', pieces: (b) => post([b, json], '\ufeff{}'), statuses: [400] },
  {
    name: 'bytes that are no UTF-8',
    pieces: (b) => post([b, json], Buffer.from([0x22, 0xff, 0xfe, 0x22])),
    statuses: [400],
  },
  {
    name: 'half characters in UTF-8',
    pieces: (b) => post([b, json], Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])),
    statuses: [400],
  },
  {
    name: 'half characters as escapes',
    pieces: (b) => post([b, json], '{"text":"\\ud800"}'),
    statuses: [400],
  },
  { name: 'a NUL as an escape', pieces: (b) => post([b, json], '{"text":"\\u0000"}'), statuses: [400] },
  { name: 'a NUL in a name', pieces: (b) => post([b, json], '{"\\u0000":1}'), statuses: [400] },
  { name: 'a raw NUL', pieces: (b) => post([b, json], '"\0"'), statuses: [400] },
  { name: 'nesting 100,000 deep', pieces: (b) => post([b, json], deep(100_000)), statuses: [400] },
  { name: 'nesting 33 deep', pieces: (b) => post([b, json], deep(33)), statuses: [400] },
  { name: 'only opening brackets', pieces: (b) => post([b, json], '['.repeat(200_000)), statuses: [400] },
  {
    name: 'a quote that never ends',
    pieces: (b) => post([b, json], `"${'\\'.repeat(100_001)}`),
    statuses: [400],
  },
  {
    name: 'fifteen thousand names',
    pieces: (b) =>
      post(
        [b, json],
        JSON.stringify(Object.fromEntries(Array.from({ length: 15_000 }, (_, n) => [`k${n}`, n]))),
      ),
    statuses: [400],
  },
  {
    name: 'a number of 200,000 digits',
    pieces: (b) => post([b, json], '1'.repeat(200_000)),
    statuses: [400],
  },
  { name: 'a list', pieces: (b) => post([b, json], '[]'), statuses: [400] },
  { name: 'null', pieces: (b) => post([b, json], 'null'), statuses: [400] },
  { name: 'a number', pieces: (b) => post([b, json], '7'), statuses: [400] },
  { name: 'a text', pieces: (b) => post([b, json], '"hi"'), statuses: [400] },
  {
    name: 'one byte more than the limit',
    pieces: (b) => post([b, json], 'x'.repeat(262_145)),
    statuses: [413],
  },
  { name: 'a declared gigabyte', pieces: (b) => post([b, json], 'x', 1_000_000_000), statuses: [413] },
  {
    name: 'chunks without end',
    pieces: (b) => [
      head(['POST /api/messages HTTP/1.1', 'Host: x', b, json, 'Transfer-Encoding: chunked']),
      ...Array.from({ length: 40 }, () => `2000\r\n${'x'.repeat(8_192)}\r\n`),
    ],
    statuses: [413],
  },
  {
    name: 'a chunk size that is none',
    pieces: (b) => [
      head(['POST /api/messages HTTP/1.1', 'Host: x', b, json, 'Transfer-Encoding: chunked']),
      'zz\r\n',
    ],
    statuses: [400],
  },
];
