/** Where the words of the policy's rows stand in the catalogues. */
import type { Because, DoorId, Outcome } from '../policy/decision.ts';
import type { Day, Policy, Row } from '../policy/policy.ts';
import { phrase, type Phrase } from '../triage/phrase.ts';
import { literal } from './escape.ts';
import type { Markdown } from './phrase.ts';
import type { Voice } from './voice.ts';

/** Who has to act, in two or three words. */
export const outcomeWords = (outcome: Outcome): Phrase => phrase(`outcome.${outcome}.name`);

/** What a door is called. */
export const doorWords = (door: DoorId): Phrase => phrase(`door.${door}.name`);

/** One deciding answer as a sentence. A list of answers gives a sentence for each. */
export const becauseLines = ({ fact, value }: Because, voice: Voice): readonly string[] =>
  (typeof value === 'object' ? value : [value]).map((one) => voice.say(`because.${fact}.${one}`));

/**
 * Where a row's claim stands: page, link, day of the last check. A page that has left the web, or whose
 * address was inferred and may be wrong, is told apart in words.
 */
export const sourceWords = (row: Row, policy: Policy, voice: Voice): string =>
  voice.lasting(row, 'source', () => {
    const page = policy.pages.find(({ id }) => id === row.source.page);
    return page === undefined
      ? voice.say('card.source.unnamed', { day: voice.day(row.checked) })
      : pageWords(page, row.checked, voice);
  });

const pageWords = (page: Policy['pages'][number], checked: Day, voice: Voice): string => {
  const values = { day: voice.day(checked) };
  if (page.link === null) return voice.say('card.source.gone', { ...values, page: page.title });
  const says = page.linkIsInferred ? 'card.source.inferred' : 'card.source.linked';
  return voice.say(says, { ...values, page: link(page.title, page.link) });
};

/** A Markdown link whose address cannot end early. */
export const link = (text: string, url: string): Markdown => ({
  markdown: `[${literal(text)}](${url.replaceAll('(', '%28').replaceAll(')', '%29').replaceAll(' ', '%20')})`,
});
