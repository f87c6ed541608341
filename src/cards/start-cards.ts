/** Cards that belong to no case: welcome, help, a notice, the choice of language. */
import type { Forward, Picture } from '../triage/picture.ts';
import { typed, type Phrase } from '../triage/phrase.ts';
import { freeOf, optional, type Button } from './buttons.ts';
import type { Drawing } from './card.ts';
import type { CardContext } from './context.ts';
import type { JsonObject } from './expand.ts';
import { questionRows } from './question-view.ts';
import type { Voice } from './voice.ts';

const commands = ['new', 'my-cases', 'find', 'language', 'help'] as const;

const commandFacts = (voice: Voice): readonly JsonObject[] =>
  commands.map((command) => ({
    title: voice.say(`card.command.${command}.type`),
    value: voice.say(`card.command.${command}.does`),
  }));

const newCase: Button = { verb: 'new-case', place: 'first' };

/** First words of the bot in a 1:1 chat: what it is for, how to begin, what it does not do, who keeps its data. */
export const welcomeCard = (context: CardContext): Drawing => {
  const { voice, buttons } = freeOf(context, 'welcome');
  return {
    template: 'welcome',
    summary: voice.plain('card.welcome.summary'),
    foldable: [],
    view: {
      title: voice.say('card.welcome.title'),
      promise: voice.say('card.welcome.promise', { partner: context.profile.name }),
      startLabel: voice.say('card.welcome.start'),
      example: voice.say('card.welcome.example'),
      commandsLabel: voice.say('card.welcome.commands'),
      commands: commandFacts(voice),
      limits: voice.say('card.welcome.limits'),
      setUp: voice.say('card.welcome.set-up', { partner: context.profile.name }),
      buttons: buttons(newCase, { verb: 'my-cases' }, { verb: 'help' }),
    },
  };
};

/** `because` says why help is shown where nobody asked for it: what was not understood. */
export const helpCard = (because: Phrase | null, context: CardContext): Drawing => {
  const { voice, buttons } = freeOf(context, 'help');
  return {
    template: 'help',
    summary: because === null ? voice.plain('card.help.summary') : voice.plainWords(because),
    foldable: [],
    view: {
      reason: optional(because === null ? null : voice.words(because)),
      title: voice.say('card.help.title'),
      example: voice.say('card.welcome.example'),
      commands: commandFacts(voice),
      afterwards: voice.say('card.help.afterwards'),
      buttons: buttons(newCase, { verb: 'my-cases' }, { verb: 'language' }),
    },
  };
};

/** One sentence and the ways on from it. */
export const noticeCard = (picture: Extract<Picture, { card: 'notice' }>, context: CardContext): Drawing => {
  const { voice, buttons } = freeOf(context, 'notice');
  return {
    template: 'notice',
    summary: voice.plainWords(picture.says),
    foldable: [],
    view: {
      text: voice.words(picture.says),
      buttons: buttons(...picture.forward.map((verb: Forward): Button => ({ verb }))),
    },
  };
};

/** Each language under its own name, so that nobody has to read the one they are stuck in. */
export const languageCard = (context: CardContext): Drawing => {
  const { voice, buttons } = freeOf(context, 'language');
  const question = {
    input: 'locale',
    control: 'choice',
    label: 'card.language.label',
    hint: null,
    choices: context.texts.locales.map(({ id, name }) => ({ value: id, says: typed(name) })),
    value: context.person.chosenLocale ?? context.locale,
    words: null,
    required: true,
    maxLength: 0,
  } as const;
  return {
    template: 'language',
    summary: voice.plain('card.language.title'),
    foldable: [],
    view: {
      title: voice.say('card.language.title'),
      rows: questionRows([question], { problems: [], inputs: {} }, voice),
      buttons: buttons(
        { verb: 'language', says: 'save', place: 'first', sends: 'inputs' },
        { verb: 'new-case' },
      ),
    },
  };
};
