/**
 * Everything that can go wrong, what is expected then, and where that is shown. One proof per fault is enough; several
 * stand here where several rooms share the work. What Handoff cannot show says why.
 */

/** Tests of a file whose full title holds `title`; with `corpus`, one of the names in that file of recipes as well. */
export type Proof = { readonly file: string; readonly title: string; readonly corpus?: string };

export type Fault = { readonly row: number; readonly fault: string; readonly expected: string } & (
  { readonly proofs: readonly [Proof, ...(readonly Proof[])] } | { readonly whyNot: string }
);

const at =
  (file: string) =>
  (title: string): Proof => ({ file: `test/${file}.test.ts`, title });
const forged = (corpus: string): Proof => ({
  file: 'test/teams/verify.test.ts',
  title: 'Who may come in answers 4',
  corpus: `test/teams/tokens/${corpus}.json`,
});

const kills = at('kills/kills');
const simulator = at('simulator/simulator')('nothing accepted is lost');
const receive = at('flow/receive');
const deliver = at('flow/deliver');
const outage = at('flow/deliver-outage');
const budgets = at('flow/budgets');
const catchUp = at('flow/catch-up');
const sqliteFile = at('store/sqlite-file');
const writer = at('store/sqlite-writer');
const sqlite = at('store/sqlite');
const postgres = at('store/postgres');
const servers = at('store/postgres-client');
const keys = at('teams/keys');
const connector = at('teams/outbound');
const wayOut = at('outbound/way-out');
const raw = at('http/raw');
const conformance = at('conformance/conformance');
const here = (file: string, row: number): Proof => at(`faults/${file}`)(`fault ${String(row)}:`);

export const matrix: readonly Fault[] = [
  {
    row: 1,
    fault: 'killed before the commit',
    expected: 'no trace; the repeat does the work once',
    proofs: [kills(''), writer('answers nobody before the commit'), simulator],
  },
  {
    row: 2,
    fault: 'killed after the commit, before the answer',
    expected: 'the repeat gets the stored answer; the outbox sends',
    proofs: [kills(''), receive('answers a repeated click with the same card'), simulator],
  },
  {
    row: 3,
    fault: 'killed after sending, before that is noted',
    expected: 'alarms once more at most, chat never',
    proofs: [kills(''), deliver('does not repeat chat that a dying process may have sent')],
  },
  {
    row: 4,
    fault: 'killed during a checkpoint or a group commit',
    expected: 'every acknowledged row is there, the file is whole',
    proofs: [kills(''), sqliteFile('keeps every acknowledged turn of a process that is killed')],
  },
  {
    row: 5,
    fault: 'killed while the tables are made',
    expected: 'the old tables or the new, never between',
    proofs: [kills(''), sqliteFile('is born whole')],
  },
  {
    row: 6,
    fault: 'power lost',
    expected: 'acknowledged turns survive',
    proofs: [here('disk', 6), sqliteFile('is written through to the disk at every commit')],
  },
  {
    row: 7,
    fault: 'the same activity twice, together',
    expected: 'one effect, the same answer',
    proofs: [
      receive('opens one case for a message that Teams delivers three times'),
      sqlite('takes one of twenty deliveries'),
      postgres('takes one of twenty deliveries'),
      simulator,
    ],
  },
  {
    row: 8,
    fault: 'the same click under a new id',
    expected: 'one effect',
    proofs: [
      receive('though Teams repeats it under new ids'),
      sqlite('takes the same click once'),
      postgres('takes the same click once'),
    ],
  },
  {
    row: 9,
    fault: 'a click repeated after 5 and 15 seconds',
    expected: 'the stored answer, no second effect',
    proofs: [here('clicks', 9)],
  },
  {
    row: 10,
    fault: 'a later step before an earlier one',
    expected: 'refused kindly with the current card',
    proofs: [here('clicks', 10)],
  },
  {
    row: 11,
    fault: 'a double click',
    expected: 'one step forward',
    proofs: [at('scenarios/stories')('a button is clicked twice')],
  },
  {
    row: 12,
    fault: 'a stale card',
    expected: 'shows the current card, changes nothing',
    proofs: [here('clicks', 12), at('scenarios/stories')('an old card is clicked')],
  },
  {
    row: 13,
    fault: 'two agents answer one case at once',
    expected: 'one wins, the other sees how it stands',
    proofs: [
      here('clicks', 13),
      sqlite('lets the second of two turns on one version load again'),
      postgres('lets the second of two turns on one version load again'),
      servers('let one of them win a case'),
    ],
  },
  {
    row: 14,
    fault: 'a click while the case is closed or given to somebody else',
    expected: 'refused, with the reason',
    proofs: [here('clicks', 14)],
  },
  {
    row: 15,
    fault: 'the card was deleted',
    expected: 'a new card, its id remembered',
    proofs: [deliver('posts a new card where the shown one is gone')],
  },
  {
    row: 16,
    fault: 'the person blocked the bot',
    expected: 'nothing more until they are back',
    proofs: [
      deliver('parks what nobody can get'),
      connector('ConversationBlockedByUser'),
      connector('MessageWritesBlocked'),
      connector('BotDisabledByAdmin'),
    ],
  },
  {
    row: 17,
    fault: 'the app was removed',
    expected: 'parked until it is back, then in order; a week at most',
    proofs: [
      connector('BotNotInConversationRoster'),
      sqlite('parks a row for a person who removed the bot'),
      postgres('parks a row for a person who removed the bot'),
      sqlite('parked for more than seven days'),
      postgres('parked for more than seven days'),
      sqlite('folds what was parked'),
    ],
  },
  {
    row: 18,
    fault: '403 InvalidBotApiHost',
    expected: 'the cloud’s other host once',
    proofs: [connector('InvalidBotApiHost')],
  },
  {
    row: 19,
    fault: '404 ConversationNotFound',
    expected: 'a 1:1 chat is opened once more, else given up',
    proofs: [connector('goes into a conversation Teams forgot by opening the 1:1 chat once more')],
  },
  {
    row: 20,
    fault: '413',
    expected: 'shrunk by rule, never the same bytes again',
    proofs: [
      at('cards/card')('a card that grows too large'),
      connector('MessageSizeTooBig'),
      connector('is not sent at all when it is larger'),
      deliver('never repeats what was refused or is too large'),
    ],
  },
  {
    row: 21,
    fault: '412',
    expected: 'delivered once',
    proofs: [connector('{"status":412}'), conformance('412 once')],
  },
  {
    row: 22,
    fault: 'Retry-After in every shape',
    expected: 'waited for exactly, capped, or own backoff',
    proofs: [
      at('teams/retry-after')('reads Retry-After'),
      deliver('waits as long as Teams asks'),
      conformance('429 once'),
    ],
  },
  {
    row: 23,
    fault: '429 storm on one conversation',
    expected: 'the others go on; budgets kept',
    proofs: [here('sending', 23), outage('is not suspected because of one conversation')],
  },
  {
    row: 24,
    fault: 'a broadcast of 10,000 over the tenant’s budget',
    expected: 'at most 50 a second; alarms overtake',
    proofs: [
      budgets(''),
      sqlite('sends fifty messages to a tenant in a second'),
      postgres('sends fifty messages to a tenant in a second'),
      sqlite('lets an urgent message overtake'),
      postgres('lets an urgent message overtake'),
    ],
  },
  {
    row: 25,
    fault: '500',
    expected: 'not repeated blindly',
    proofs: [connector('{"status":500}'), conformance('500 once')],
  },
  {
    row: 26,
    fault: '502, 503, 504, once and for long',
    expected: 'by the class of the message',
    proofs: [
      connector('{"status":502}'),
      connector('{"status":503'),
      connector('{"status":504}'),
      conformance('nothing but 502'),
      deliver('repeats an alarm nobody knows the fate of, and never chat'),
    ],
  },
  {
    row: 27,
    fault: 'the answer lost after the message was taken',
    expected: 'by the class of the message',
    proofs: [connector('{"cut":true}'), deliver('repeats an alarm nobody knows the fate of'), simulator],
  },
  {
    row: 28,
    fault: 'Teams answers nothing at all',
    expected: 'people are answered within a second, nothing is lost',
    proofs: [here('network', 28)],
  },
  {
    row: 29,
    fault: 'Teams down for ten minutes, 10,000 queued',
    expected: 'nothing lost, in order, at 95 % of the allowed rate',
    proofs: [here('sending', 29), outage('')],
  },
  {
    row: 30,
    fault: 'no address, bad TLS, proxy refuses, redirect',
    expected: 'its own class; no token elsewhere',
    proofs: [
      here('network', 30),
      wayOut('does not follow a redirect'),
      wayOut('proxy that refuses the tunnel'),
      connector('waits when nobody listens'),
    ],
  },
  {
    row: 31,
    fault: 'no token to be had',
    expected: 'the outbox waits, operators see why, no hammering',
    proofs: [
      connector('waits while the login is down'),
      at('outbound/bot-token')('is asked for with growing pauses'),
      at('outbound/bot-token')('serves until its end while the login is down'),
      outage('with no token for a whole day'),
    ],
  },
  {
    row: 32,
    fault: 'fifty cold requests',
    expected: '1 metadata, 1 key, 1 token request',
    proofs: [keys('are fetched once for fifty first requests'), conformance('twenty first requests')],
  },
  {
    row: 33,
    fault: 'Microsoft changes its keys',
    expected: 'the new key at first sight, the old until it is removed',
    proofs: [keys('include a new one at first sight'), keys('let several first tokens under a new key in')],
  },
  {
    row: 34,
    fault: 'the key server is down at the start, or later',
    expected: '503 and growing pauses; known keys for a day',
    proofs: [keys('while the server is down at the start'), keys('serve a day while the key server is down')],
  },
  {
    row: 35,
    fault: 'forged headers and signatures',
    expected: '401',
    proofs: [forged('header'), forged('signature'), forged('scheme')],
  },
  {
    row: 36,
    fault: 'wrong issuer or audience',
    expected: '401',
    proofs: [forged('claims')],
  },
  {
    row: 37,
    fault: 'tokens too old, too new, or with odd times',
    expected: 'five minutes of difference, else 401',
    proofs: [forged('times'), keys('The times of a token')],
  },
  {
    row: 38,
    fault: 'the service address absent or another',
    expected: '400, 401 or 403',
    proofs: [forged('activity')],
  },
  {
    row: 39,
    fault: 'a key that may not speak for the channel',
    expected: '403',
    proofs: [
      { file: 'test/teams/verify.test.ts', title: 'answers 403 to: a' },
      conformance('a channel the key may not speak for'),
      conformance('AseChannel'),
    ],
  },
  {
    row: 40,
    fault: 'a good token of another bot',
    expected: '401',
    proofs: [
      { file: 'test/teams/verify.test.ts', title: 'the audience of another bot' },
      conformance('a token for another bot'),
    ],
  },
  {
    row: 41,
    fault: 'a flood of bad tokens',
    expected: 'no fetch and no signature for them; honest callers served',
    proofs: [
      keys('are not fetched again for invented key ids'),
      keys('are not fetched at all for a token that cannot be right'),
      conformance('five tokens under unknown keys'),
    ],
  },
  {
    row: 42,
    fault: 'one customer’s people ask for another’s case',
    expected: 'nothing is there for them',
    proofs: [
      sqlite('is never a case of another customer'),
      postgres('is never a case of another customer'),
      here('rights', 42),
      receive('refuses somebody of another tenant politely'),
    ],
  },
  {
    row: 43,
    fault: 'a guest, an unknown tenant, a contact who left',
    expected: 'refused, or their own cases only',
    proofs: [
      here('rights', 43),
      sqlite('takes a contact’s access away'),
      postgres('takes a contact’s access away'),
      at('teams/inbound')('guest'),
    ],
  },
  {
    row: 44,
    fault: 'a lead whose role was taken away',
    expected: 'refused at the next click',
    proofs: [here('turns', 44)],
  },
  {
    row: 45,
    fault: '__proto__, constructor, toString as names',
    expected: 'ignored or refused; nothing inherits it',
    proofs: [
      raw('cannot change what all objects inherit'),
      at('cards/expand')('does not reach inherited members'),
      at('teams/invoke-answer')('for constructor'),
      here('actions', 45),
    ],
  },
  {
    row: 46,
    fault: 'bodies too large, encoded, or in another character set',
    expected: '400, 413 or 415',
    proofs: [
      raw('megabyte'),
      raw('gigabyte'),
      raw('chunks without end'),
      raw('gzip'),
      raw('bomb'),
      raw('brotli'),
      raw('identity'),
      raw('character set'),
      raw('byte order mark'),
      raw('than the limit'),
      conformance('a body of'),
    ],
  },
  {
    row: 47,
    fault: 'deep, wide and odd JSON',
    expected: '400',
    proofs: [
      raw('nesting'),
      raw('opening brackets'),
      raw('thousand names'),
      raw('digits'),
      raw('half characters'),
      raw('NUL'),
      raw('never ends'),
      conformance('nested 100,000 deep'),
    ],
  },
  {
    row: 48,
    fault: 'activities that are malformed in any way',
    expected: '4xx, never 5xx',
    proofs: [
      at('teams/fuzz')('20,000 of them'),
      at('long/edge/fuzz')('A million damaged activities'),
      at('teams/inbound')('is refused w'),
      raw('a list'),
      raw('null'),
      raw('a number'),
      raw('a text'),
      raw('an empty body'),
      raw('JSON cut short'),
    ],
  },
  {
    row: 49,
    fault: 'unknown activities, invokes and verbs',
    expected: 'answered as the protocol says',
    proofs: [at('teams/invoke-answer')('What Teams gets'), at('triage/read')('a click of an unknown verb')],
  },
  {
    row: 50,
    fault: 'unknown, odd, endless and missing languages',
    expected: 'falls back',
    proofs: [at('texts/texts')('for the tag'), at('teams/inbound')('takes the language tag')],
  },
  {
    row: 51,
    fault: 'every script, bidi, ZWJ, combining and zero-width characters',
    expected: 'stored exactly, shown safely, found again',
    proofs: [
      here('text', 51),
      sqlite('keeps every character that can be typed'),
      postgres('keeps every character that can be typed'),
      sqlite('in every script and spelling'),
      postgres('in every script and spelling'),
      at('cards/escape')('text that people typed'),
    ],
  },
  {
    row: 52,
    fault: 'Markdown, HTML, mentions and expressions in what people typed',
    expected: 'literal text',
    proofs: [
      at('cards/escape')('hostile text on every card'),
      at('cards/expand')('never reads a value again'),
      here('text', 52),
    ],
  },
  {
    row: 53,
    fault: 'a formula in an export',
    expected: 'prefixed',
    whyNot:
      'Cases and the board are exported as text and JSON to copy; nothing writes a file for a spreadsheet.',
  },
  {
    row: 54,
    fault: 'the database locked by another process',
    expected: 'a second server refuses; a short lock is waited for',
    proofs: [
      sqliteFile('has one server'),
      writer('waits for another program’s lock'),
      writer('gives up on a lock'),
    ],
  },
  {
    row: 55,
    fault: 'the disk is full',
    expected: 'the turn is refused whole; goes on by itself',
    proofs: [writer('the disk has no room for'), writer('keeps the turns that fit')],
  },
  {
    row: 56,
    fault: 'no folder, no permission, the file deleted under the server',
    expected: 'takes no more turns, says why',
    proofs: [
      sqliteFile('takes no more turns once'),
      sqliteFile('is refused where'),
      at('store/import')('cannot be written'),
    ],
  },
  {
    row: 57,
    fault: 'a damaged, cut, foreign or empty database',
    expected: 'refused; never replaced by an empty one',
    proofs: [sqliteFile('is refused when')],
  },
  {
    row: 58,
    fault: 'a backup taken under load',
    expected: 'restores to one moment',
    whyNot: 'No backup command yet: operators use their database’s own.',
  },
  {
    row: 59,
    fault: 'an older backup restored',
    expected: 'nothing old is sent again',
    whyNot:
      'No restore command yet; after a restore by hand, rows of the outbox that were sent since go out again.',
  },
  {
    row: 60,
    fault: 'PostgreSQL restarts, cuts, refuses',
    expected: 'the whole turn once more',
    proofs: [servers('')],
  },
  {
    row: 61,
    fault: 'broken policy files',
    expected: 'refused with file and place',
    proofs: [at('policy/check')('')],
  },
  {
    row: 62,
    fault: 'the policy changes under open cases',
    expected: 'a verdict keeps the policy it was made under',
    proofs: [here('turns', 62)],
  },
  {
    row: 63,
    fault: 'the clock steps, zones, daylight saving',
    expected: 'nothing early, nothing twice, calendars right',
    proofs: [here('sending', 63), at('clocks/wall-clock')(''), at('clocks/calendar')('')],
  },
  {
    row: 64,
    fault: 'down for eight hours, 100,000 due',
    expected: 'one message per person, within a minute',
    proofs: [catchUp(''), sqlite('folds'), postgres('folds')],
  },
  {
    row: 65,
    fault: 'a reminder dropped while it fires',
    expected: 'one of the two',
    proofs: [
      sqlite('even while its turn is under way'),
      postgres('even while its turn is under way'),
      sqlite('ends with the turn that answers it, exactly once'),
      postgres('ends with the turn that answers it, exactly once'),
    ],
  },
  {
    row: 66,
    fault: 'two processes on one database',
    expected: 'SQLite refuses; PostgreSQL shares without sending twice',
    proofs: [
      sqliteFile('has one server'),
      servers('share out the due rows'),
      sqlite('hands each row to one of several sweepers'),
      postgres('hands each row to one of several sweepers'),
    ],
  },
  {
    row: 67,
    fault: 'callers that never finish',
    expected: 'cut off; honest ones served',
    proofs: [
      at('long/edge/slow-callers')('is cut off'),
      raw('cannot go on sending for long'),
      conformance('half-open'),
    ],
  },
  {
    row: 68,
    fault: 'a thousand conversations at once',
    expected: 'nothing lost',
    proofs: [here('clicks', 68), at('teams/edge')('1,024 turns of one tenant')],
  },
  {
    row: 69,
    fault: 'a signal under load, twice, at the start',
    expected: 'answered, kept, ended in time',
    proofs: [here('process', 69), at('http/http')('Shutting down')],
  },
  {
    row: 70,
    fault: 'something throws',
    expected: 'that turn is answered; the next one works',
    proofs: [
      here('turns', 70),
      at('teams/edge')('asks the sender to repeat a turn that failed'),
      at('http/http')('keeps what a route threw to itself'),
    ],
  },
  {
    row: 71,
    fault: 'the event loop blocked, memory short',
    expected: 'a watchdog logs; load is shed',
    whyNot:
      'Whoever runs the process watches its memory; Handoff sheds load per tenant and by body size only.',
  },
  {
    row: 72,
    fault: 'a message that is always refused',
    expected: 'given up; others go on',
    proofs: [here('sending', 72), deliver('gives up after the last attempt')],
  },
  {
    row: 73,
    fault: 'Graph throttles, loops, answers in part',
    expected: 'partial shown as partial',
    whyNot: 'Handoff does not talk to Graph yet.',
  },
  {
    row: 74,
    fault: 'Partner Center refuses, or answers for another tenant',
    expected: 'the reason on the case, no loop',
    whyNot: 'Handoff does not talk to Partner Center yet.',
  },
  {
    row: 75,
    fault: 'huge, packed, wrong or luring attachments',
    expected: 'never fetched',
    proofs: [here('turns', 75)],
  },
  {
    row: 76,
    fault: 'an erasure while a dialog is open or a message waits',
    expected: 'erased; what waited is dropped',
    whyNot: 'No erase command yet.',
  },
  {
    row: 77,
    fault: 'cards of another version of Handoff',
    expected: 'understood or answered politely',
    proofs: [
      here('clicks', 77),
      at('flow/action-token')('of a key no longer listed'),
      sqliteFile('a newer Handoff has written it'),
      servers('a newer Handoff has written'),
    ],
  },
  {
    row: 78,
    fault: 'nobody reads the log',
    expected: 'goes on serving',
    proofs: [here('process', 78)],
  },
];
