import type { Desk } from './buttons.ts';
import type { CardContext } from './context.ts';
import type { PageFact, Section } from './desk-page.ts';
import type { Question } from './question-view.ts';
import type { Voice } from './voice.ts';

/** What one part of the settings shows: what holds now, and what can be changed. */
export type PartView = {
  readonly sections: (context: CardContext, desk: Desk) => readonly Section[];
  readonly questions: (context: CardContext) => readonly Question[];
};

/** `card.settings.<name>` beside what holds. */
export const factsOf = (pairs: Readonly<Record<string, string>>, voice: Voice): readonly PageFact[] =>
  Object.entries(pairs).map(([says, value]) => ({ title: voice.say(`card.settings.${says}`), value }));
