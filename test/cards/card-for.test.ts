import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { allCards, nameOf } from './house.ts';
import { lint } from './lint.ts';

type Events = { readonly eventCount: number; getEventAt(at: number): { readonly message: string } };
type Drawn = {
  hostConfig: unknown;
  parse(card: unknown, events: Events): void;
  validateProperties(): { readonly validationEvents: readonly { readonly message: string }[] };
};
type Renderer = {
  readonly HostConfig: new (config: unknown) => unknown;
  readonly AdaptiveCard: new () => Drawn;
  readonly SerializationContext: new () => Events;
};

const isRenderer = (loaded: unknown): loaded is Renderer =>
  typeof loaded === 'object' && loaded !== null && 'AdaptiveCard' in loaded;

const renderer = (): Renderer => {
  const loaded: unknown = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.min.js');
  assert.ok(isRenderer(loaded));
  return loaded;
};

describe('every card in every situation and language', () => {
  it('keeps to what Teams asks of cards', () => {
    const broken = allCards().flatMap((one) => lint(one.card).map((says) => `${nameOf(one)}: ${says}`));
    assert.deepEqual(broken, []);
  });

  it('is understood by the Adaptive Cards parser without a remark', () => {
    const { AdaptiveCard, SerializationContext, HostConfig } = renderer();
    // Teams shows six buttons; the renderer's own default is five.
    const teams = new HostConfig({ actions: { maxActions: 6 } });
    const remarks = allCards().flatMap((one) => {
      const events = new SerializationContext();
      const drawn = new AdaptiveCard();
      drawn.hostConfig = teams;
      drawn.parse(one.card, events);
      const parsed = Array.from({ length: events.eventCount }, (_, at) => events.getEventAt(at).message);
      const validated = drawn.validateProperties().validationEvents.map(({ message }) => message);
      return (
        [...parsed, ...validated]
          // Charts are Teams' own; that each has a fallback is a rule of its own.
          .filter((message) => !message.startsWith('Unknown element type "Chart.'))
          .map((message) => `${nameOf(one)}: ${message}`)
      );
    });
    assert.deepEqual(remarks, []);
  });

  it('says in a plain line what a notification shows', () => {
    for (const one of allCards()) {
      assert.notEqual(one.summary.trim(), '', nameOf(one));
      assert.doesNotMatch(one.summary, /\n/, nameOf(one));
      if (one.of.name !== 'typed-text') assert.doesNotMatch(one.summary, /\*\*/, nameOf(one));
    }
  });

  it('shows all four languages differently', () => {
    const summaries = new Set(
      allCards()
        .filter(({ of }) => of.card === 'welcome')
        .map(({ summary }) => summary),
    );
    assert.equal(summaries.size, 4);
  });
});
