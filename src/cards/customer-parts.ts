/** What the cards of a customer share: one layout, one name for us, messages as they were written. */
import { caseLabel, type Case } from '../triage/case.ts';
import { customerNextUpdate, customerSince, customerState, customerTitle } from '../triage/customer-view.ts';
import { phrase, typed, type Phrase } from '../triage/phrase.ts';
import type { TalkMessage } from '../triage/talk.ts';
import type { Button, Desk } from './buttons.ts';
import type { Drawing } from './card.ts';
import type { CardContext } from './context.ts';
import { deskPage, type Page, type Returned, type Section } from './desk-page.ts';
import { cut, literal } from './escape.ts';
import { partsOf } from './pieces.ts';
import type { Voice } from './voice.ts';

/** The same arrangement as the desk's pages; messages stand in it as people wrote them. */
export const customerPage = (page: Page, returned: Returned, desk: Desk): Drawing => ({
  ...deskPage(page, returned, desk),
  template: 'customer',
});

/** "We have asked Microsoft to look into it." */
export const stateOf = (about: Case, { policy }: CardContext): Phrase =>
  phrase(`customer-state.${customerState(about, policy)}`);

export const titleOf = (about: Case, voice: Voice): string => {
  const title = customerTitle(about);
  return title === '' ? voice.say('customer-card.untitled') : literal(title);
};

/** State, since when, and the promise, in the reader's one time zone. */
export const standing = (about: Case, context: CardContext, voice: Voice): readonly string[] => {
  const next = customerNextUpdate(about);
  return [
    voice.words(stateOf(about, context)),
    voice.say('customer-card.since', { at: { instant: customerSince(about), zone: voice.zone } }),
    ...(next === null ? [] : [voice.say('customer-card.next', { at: { instant: next, zone: voice.zone } })]),
  ];
};

/** Who said it: they themselves, somebody of theirs, or the partner; never who of the partner. */
const author = (message: TalkMessage, { person, profile }: CardContext): Phrase => {
  if (message.from === 'desk') return typed(profile.name);
  return message.by === person.id ? phrase('customer-card.you') : typed(cut(message.byName, 60));
};

const longestFileName = 60;
const mostFileNames = 8;

const filesLine = (message: TalkMessage, voice: Voice): readonly string[] =>
  message.from === 'customer' && message.files.length > 0
    ? [
        voice.plain('customer-card.files', {
          files: message.files.slice(0, mostFileNames).map(({ name }) => typed(cut(name, longestFileName))),
        }),
      ]
    : [];

/** What the button said that they pressed. */
const pressed = (message: TalkMessage, voice: Voice): string =>
  message.from === 'customer' && (message.said === 'works' || message.said === 'worse')
    ? voice.plain(`customer-card.said.${message.said}`)
    : '';

const textOf = (message: TalkMessage, voice: Voice): string =>
  [pressed(message, voice), message.text, ...filesLine(message, voice)]
    .filter((part) => part !== '')
    .join('\n');

/** A message under its author and time; one too long for a card is shown as far as it fits. */
export const messageSection = (message: TalkMessage, context: CardContext, voice: Voice): Section => {
  const [first = '', ...rest] = partsOf(textOf(message, voice));
  return {
    title: voice.say('customer-card.said-at', {
      who: author(message, context),
      at: { instant: message.at, zone: voice.zone },
    }),
    copy: rest.length === 0 ? first : `${first}…`,
  };
};

/** Opens a view of the case for its customer. */
export const showCase = (panel: string, says: string, place?: Button['place']): Button => ({
  verb: 'my-case',
  says,
  data: { panel },
  ...(place === undefined ? {} : { place }),
});

export const labelOf = ({ number }: Pick<Case, 'number'>): string => caseLabel(number);
