import assert from 'node:assert/strict';
import { cardFor } from '../../src/cards/card-for.ts';
import { cardBytes, largestCardBytes } from '../../src/cards/card.ts';
import type { Json, JsonObject } from '../../src/cards/expand.ts';
import { sampleContext, type Sample } from '../../src/cards/sample.ts';
import { spanWords } from '../../src/cards/span.ts';
import type { Case } from '../../src/triage/case.ts';
import { house, samples } from './house.ts';

const sampleOf = (card: string, name: string): Sample => {
  const found = samples.samples.find((one) => one.card === card && one.name === name);
  assert.ok(found, `${card}.${name}`);
  return found.sample;
};

const drawnText = (sample: Sample): string =>
  cardFor(sample.picture, sampleContext(sample, samples.desk, house(), 'en')).json;

const drawn = (sample: Sample): JsonObject => JSON.parse(drawnText(sample)) as JsonObject;

const shown = (card: string, name: string): string => drawnText(sampleOf(card, name));

const isObject = (json: Json): json is JsonObject =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

const nodesIn = (json: Json): readonly JsonObject[] => {
  if (Array.isArray(json)) return json.flatMap((one: Json) => nodesIn(one));
  if (!isObject(json)) return [];
  return [json, ...Object.values(json).flatMap((one: Json) => nodesIn(one))];
};

const ofType = (card: JsonObject, type: string): readonly JsonObject[] =>
  nodesIn(card).filter((node) => node['type'] === type);

const verbsOf = (card: string, name: string): readonly unknown[] =>
  ofType(drawn(sampleOf(card, name)), 'Action.Execute').map(({ verb }) => verb);

const withFollow = (sample: Sample, follow: Partial<Case['follow']>): Sample => {
  assert.ok(sample.case?.follow);
  return { ...sample, case: { ...sample.case, follow: { ...sample.case.follow, ...follow } } };
};

describe('a span of time in words', () => {
  const spans: readonly (readonly [number, string, Readonly<Record<string, number>>])[] = [
    [0, 'span.minutes', { minutes: 0 }],
    [59, 'span.minutes', { minutes: 59 }],
    [60, 'span.hours', { hours: 1 }],
    [72, 'span.hours-minutes', { hours: 1, minutes: 12 }],
    [-72, 'span.hours-minutes', { hours: 1, minutes: 12 }],
    [24 * 60, 'span.days', { days: 1 }],
    [51 * 60 + 5, 'span.days-hours', { days: 2, hours: 3 }],
  ];
  for (const [minutes, key, values] of spans) {
    it(`is told as ${key} for ${minutes} minutes`, () => {
      assert.deepEqual(spanWords(minutes), { key, values });
    });
  }
});

describe('the post of a case in the lead room', () => {
  it('says how long still, and who waits for what', () => {
    const text = shown('lead-case', 'not-filed');
    assert.match(text, /"4 min"/);
    assert.match(text, /until this should be filed/);
  });

  it('puts the vendor’s question above every clock', () => {
    const text = shown('lead-case', 'asks-us');
    assert.match(text, /"15 min","wrap":true,"size":"ExtraLarge"/);
    assert.match(text, /Microsoft waits for our answer/);
  });

  it('calls the lead on call by name while nobody has acknowledged a critical case', () => {
    const sample = sampleOf('lead-case', 'not-filed');
    assert.match(JSON.stringify(drawn(sample)), /<at>Ada Okafor<\/at>/);
    const mark = { by: 'a/b', byName: 'Ada Okafor', at: '2026-11-20T08:31:00.000Z' };
    assert.doesNotMatch(JSON.stringify(drawn(withFollow(sample, { acknowledged: mark }))), /<at>/);
  });

  it('calls nobody where the post is not to mention anybody', () => {
    assert.doesNotMatch(shown('lead-case', 'filed'), /<at>/);
  });

  it('offers what is still open to a lead, and nothing once the case is over', () => {
    assert.deepEqual(verbsOf('lead-case', 'not-filed'), [
      'acknowledge',
      'open-in-chat',
      'lead-show',
      'take-over',
      'lead-show',
    ]);
    assert.deepEqual(verbsOf('lead-case', 'filed').slice(0, 1), ['open-in-chat']);
    assert.deepEqual(verbsOf('lead-case', 'approval-vianet').slice(0, 2), ['approve', 'lead-show']);
    assert.deepEqual(verbsOf('lead-case', 'closed'), []);
  });

  it('tells nothing of a private case, whoever asked for the picture', () => {
    const text = shown('lead-case', 'private');
    assert.doesNotMatch(text, /Contoso|Mail down|Mika|Severity/);
    assert.match(text, /H-1042/);
  });
});

describe('an alert in the lead room', () => {
  it('opens the case in the reader’s own chat, and can be acknowledged', () => {
    assert.deepEqual(verbsOf('alert', 'chain-in-room'), ['acknowledge', 'open-in-chat']);
    const acknowledged = { by: 'a/b', byName: 'Ada Okafor', at: '2026-11-20T08:31:00.000Z' };
    const card = drawn(withFollow(sampleOf('alert', 'chain-in-room'), { acknowledged }));
    assert.deepEqual(
      ofType(card, 'Action.Execute').map(({ verb }) => verb),
      ['open-in-chat'],
    );
  });

  it('is one of many cards that list cases there: digest, signal, several alerts; none opens a case in the room', () => {
    for (const [card, name] of [
      ['digest', 'busy'],
      ['signal', 'asked'],
      ['alerts', 'three'],
    ] as const) {
      const sample = sampleOf(card, name);
      const verbs = (person: NonNullable<Sample['person']>): readonly unknown[] =>
        ofType(drawn({ ...sample, person: { ...sample.person, ...person } }), 'Action.Execute').map(
          ({ verb }) => verb,
        );
      assert.ok(verbs({}).includes('open'), card);
      assert.ok(verbs({ id: '' }).includes('open-in-chat'), card);
      assert.deepEqual(
        verbs({ id: '' }).filter((verb) => verb === 'open' || verb === 'my-cases'),
        [],
      );
    }
  });

  it('opens the case in place where one person reads it', () => {
    assert.ok(verbsOf('alert', 'lead-vendor-late').includes('open'));
    assert.ok(!verbsOf('alert', 'lead-vendor-late').includes('open-in-chat'));
  });
});

describe('sending back a private case', () => {
  it('is a form for a lead, which leads back to the case', () => {
    assert.deepEqual(verbsOf('lead-case', 'private'), []);
    assert.deepEqual(verbsOf('lead-forms', 'send-back-private'), ['send-back', 'open']);
    assert.deepEqual(
      ofType(drawn(sampleOf('lead-forms', 'send-back-private')), 'Input.Text').map(({ id }) => id),
      ['reason'],
    );
  });

  it('is nothing that a room or somebody who is no lead is ever shown', () => {
    const sample = sampleOf('lead-forms', 'send-back-private');
    for (const person of [
      { ...sample.person, id: '', isLead: false },
      { ...sample.person, isLead: false },
    ])
      assert.doesNotMatch(JSON.stringify(drawn({ ...sample, person })), /Send it back|Input/);
  });
});

describe('choosing a colleague', () => {
  const inputs = (sample: Sample): readonly JsonObject[] => ofType(drawn(sample), 'Input.ChoiceSet');
  const titles = (input: JsonObject | undefined): readonly unknown[] =>
    nodesIn(input?.['choices'] ?? []).map(({ title }) => title);
  const people = (count: number) =>
    Array.from({ length: count }, (_, at) => ({
      personId: `00000000-0000-0000-0000-000000000001/00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
      name: `Agent ${String(at).padStart(3, '0')} of the longest department`,
    }));
  const assign = sampleOf('lead-forms', 'assign');
  const withPeople = (sample: Sample, count: number): Sample => ({
    ...sample,
    around: { ...sample.around, colleagues: [...(sample.around?.colleagues ?? []), ...people(count)] },
  });

  it('is a plain list of the desk without the owner; somebody else is looked up beside it', () => {
    const [list, other] = inputs(assign);
    assert.deepEqual(
      [list?.['id'], list?.['style'], list?.['choices.data'], list?.['isRequired']],
      ['assignee', 'compact', undefined, false],
    );
    assert.deepEqual(titles(list), ['Ada Okafor', '田中 由紀', 'Somebody else (look up below)']);
    assert.deepEqual(
      [other?.['id'], other?.['isRequired'], other?.['choices.data']],
      ['assigneeOther', false, { type: 'Data.Query', dataset: 'graph.microsoft.com/users' }],
    );
    assert.deepEqual(titles(other), ['Nobody']);
  });

  it('keeps a long list short, its leads in it, and the card within what Teams takes', () => {
    const [list] = inputs(withPeople(assign, 400));
    assert.equal(titles(list).length, 31);
    assert.ok(titles(list).includes('田中 由紀') && titles(list).includes('Ada Okafor'));
    const handOver = sampleOf('hand-over', 'two');
    const [one] = handOver.around?.others ?? [];
    assert.ok(one);
    const held = Array.from({ length: 50 }, (_, at) => ({
      ...one,
      case: { ...one.case, id: `${one.case.id}${String(at)}`, number: 2000 + at },
    }));
    const full = withPeople({ ...handOver, around: { ...handOver.around, others: held } }, 400);
    assert.ok(cardBytes(drawnText(full)) <= largestCardBytes, String(cardBytes(drawnText(full))));
  });

  it('is looked up where the bot has met nobody else', () => {
    const alone = { ...assign, around: { ...assign.around, colleagues: [] } };
    assert.deepEqual(inputs(alone).map(({ id }) => id), ['assignee']); // prettier-ignore
    assert.notEqual(inputs(alone)[0]?.['choices.data'], undefined);
  });

  it('shows again whom it could name, and no bare id', () => {
    const { picture } = assign;
    assert.ok(picture.card === 'lead-case');
    const shownAgain = (assigneeOther: string) => {
      const [, other] = inputs({ ...assign, picture: { ...picture, inputs: { assigneeOther } } });
      return [other?.['value'], titles(other)];
    };
    const ada = '00000000-0000-0000-0000-000000000021';
    assert.deepEqual(shownAgain(ada), [ada, ['Nobody', 'Ada Okafor']]);
    assert.deepEqual(shownAgain('00000000-0000-4000-8000-00000000ffff'), ['', ['Nobody']]);
  });
});

describe('the card of a case that is filed', () => {
  it('offers one tap for whatever the other side says', () => {
    assert.deepEqual(verbsOf('handed-over', 'waiting').slice(0, 3), ['answered', 'asks-us', 'vendor-closed']);
    assert.deepEqual(verbsOf('handed-over', 'asks-us').slice(0, 1), ['replied']);
    assert.deepEqual(verbsOf('handed-over', 'they-closed').slice(0, 2), ['solved', 'persists']);
  });

  it('says why a clock stands still', () => {
    const text = shown('handed-over', 'waiting');
    assert.match(text, /Paused/);
    assert.match(text, /Microsoft has it/);
    assert.match(shown('handed-over', 'vianet'), /no published target here/);
  });

  it('brings a text to paste only when the vendor is about to be late', () => {
    assert.match(shown('handed-over', 'late'), /Chase text/);
    assert.doesNotMatch(shown('handed-over', 'waiting'), /Chase text/);
  });
});

describe('the board', () => {
  const board = (): JsonObject => drawn(sampleOf('board', 'busy'));

  it('tells the same numbers in its chart and in the table for clients without charts', () => {
    const [chart] = ofType(board(), 'Chart.HorizontalBar');
    assert.ok(chart);
    const bars = nodesIn(chart['data'] ?? []).map(({ x, y }) => [x, JSON.stringify(y)]);
    const rows = ofType({ in: chart['fallback'] ?? null }, 'TableRow').slice(1);
    const cells = rows.map((row) => ofType(row, 'TextBlock').map(({ text }) => text));
    assert.ok(bars.length > 1);
    assert.deepEqual(cells, bars);
  });

  it('writes each count at its bar: an axis would count cases in fractions', () => {
    const [chart] = ofType(board(), 'Chart.HorizontalBar');
    assert.equal(chart?.['displayMode'], 'AbsoluteNoAxis');
  });

  it('lists the most pressing case first and counts what is at risk', () => {
    const text = JSON.stringify(board());
    assert.ok(text.indexOf('H-1037') < text.indexOf('H-1031'));
    assert.ok(text.indexOf('H-1031') < text.indexOf('H-1044'));
    assert.match(text, /3 of 4/);
  });

  it('counts private cases and names none of them', () => {
    const sample = sampleOf('board', 'busy');
    const others = (sample.around?.others ?? []).map((one) => ({
      ...one,
      case: { ...one.case, sensitive: true },
    }));
    const text = JSON.stringify(drawn({ ...sample, around: { ...sample.around, others } }));
    assert.match(text, /Private cases/);
    assert.doesNotMatch(text, /Fabrikam|H-10|No mail/);
  });
});

describe('a hand-over', () => {
  it('can be accepted only by whom it was offered to', () => {
    assert.deepEqual(verbsOf('offer', 'waiting'), ['accept-case', 'decline-case', 'open']);
    assert.deepEqual(verbsOf('offer', 'over'), []);
  });

  it('names the case by its number', () => {
    assert.match(shown('offer', 'waiting'), /"text":"[^"]*H-1042/);
  });

  it('names the last step, the next step and the promise of each case', () => {
    assert.match(shown('hand-over', 'two'), /Last: filed .*Next: wait for Microsoft.*Next update promised/);
  });
});

describe('a card about being on call', () => {
  it('says who is next and from when', () => {
    assert.match(shown('on-call', 'agent'), /Ada Okafor.*until 23 Nov 2026, 00:00 CET.*田中 由紀/);
  });

  it('can be changed by leads alone', () => {
    assert.deepEqual(verbsOf('on-call', 'agent'), []);
    assert.ok(verbsOf('on-call', 'lead').includes('set-rotation'));
  });
});
