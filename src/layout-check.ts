/** Each layout tried with the official renderer's parser, which knows the elements. */
import { createRequire } from 'node:module';
import type { JsonObject } from './cards/expand.ts';
import type { Problem } from './fault.ts';

/** A file of the cards folder and what it holds. */
type Layout = readonly [string, JsonObject];

type Parser = {
  parse(
    card: unknown,
    context: { readonly eventCount: number; getEventAt(at: number): { readonly message: string } },
  ): void;
};
type Renderer = {
  readonly AdaptiveCard: new () => Parser;
  readonly SerializationContext: new () => {
    readonly eventCount: number;
    getEventAt(at: number): { readonly message: string };
  };
};

/** The package's own entry does not load in Node; its browser bundle does. Only the cards need it. */
const loadRenderer = (): Renderer =>
  createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.min.js') as Renderer;

/** Remarks about placeholders say nothing: their values come with the view. */
const isAboutPlaceholder = (message: string): boolean => message.includes('${');

/** Charts are Teams' own elements, which this parser does not know; each stands there with a fallback that it does. */
const isAboutChart = (message: string): boolean => message.startsWith('Unknown element type "Chart.');

const remarksOn = (
  [name, json]: Layout,
  { AdaptiveCard, SerializationContext }: Renderer,
): readonly Problem[] => {
  const context = new SerializationContext();
  new AdaptiveCard().parse(json, context);
  return Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at).message)
    .filter((message) => !isAboutPlaceholder(message) && !isAboutChart(message))
    .map((value) => ({
      place: `cards/${name}`,
      value,
      expected: 'a card the Adaptive Cards parser takes without a remark',
      remedy: 'Mend the layout where the remark points to.',
    }));
};

/** What the parser remarks about elements it does not know. */
export const unknownElements = (layouts: readonly Layout[]): readonly Problem[] => {
  const renderer = loadRenderer();
  return layouts.flatMap((one) => remarksOn(one, renderer));
};
