import { plainWords } from './phrase.ts';
import type { CardContext } from './context.ts';
import type { Json, JsonObject } from './expand.ts';
import type { TemplateName } from './templates.ts';

/** A card ready to go, as JSON, and the line a notification shows for it. */
export type ReadyCard = { readonly json: string; readonly summary: string };

/** What a builder hands over: the layout to use, what fills it, and how it may shrink. */
export type Drawing = {
  readonly template: TemplateName;
  readonly view: JsonObject;
  /** Read aloud, shown in notifications and by clients without cards. Plain text. */
  readonly summary: string;
  /** Keys of optional parts (lists) to empty, one after the other, until the card fits. Least needed first. */
  readonly foldable: readonly string[];
  /** The same card with less in it, for when that is not enough. */
  readonly shorter?: () => Drawing;
};

/** Teams takes 28 KB per card, counted as UTF-16; the rest of the message needs a little room. */
export const largestCardBytes = 28 * 1024 - 512;

export const cardBytes = (json: string): number => json.length * 2;

/** Fills the layout. Parts too many for the limit are left out, least needed first, and a line on the card says so. */
export const draw = (drawing: Drawing, context: CardContext): ReadyCard => {
  const base: JsonObject = {
    ...drawing.view,
    speak: drawing.summary,
    fallbackText: drawing.summary,
    shortened: [],
  };
  const fill = (view: JsonObject): string => context.templates.card(drawing.template, view);
  const note: Json = [{ text: plainWords({ key: 'card.shortened' }, context.locale, context.texts) }];
  const ready = (json: string): ReadyCard => ({ json, summary: drawing.summary });
  const left = [...drawing.foldable];
  let view = base;
  let card = fill(view);
  while (cardBytes(card) > largestCardBytes) {
    const part = left.shift();
    if (part === undefined)
      return drawing.shorter === undefined ? ready(card) : draw(drawing.shorter(), context);
    view = { ...view, [part]: [], shortened: note };
    card = fill(view);
  }
  return ready(card);
};
