/** Cards that belong to no case: welcome, help, a notice, the choice of language. */
import type { Forward, Picture } from '../triage/picture.ts';
import type { Phrase } from '../triage/phrase.ts';
import type { Drawing } from './card.ts';
import type { CardContext } from './context.ts';
import type { JsonObject } from './expand.ts';
import { voiceOf, type Voice } from './voice.ts';

const commands = ['new', 'my-cases', 'find', 'language', 'help'] as const;

const tokenFor = (context: CardContext, card: string): string =>
  context.token({ caseId: null, version: 0, card });

const commandFacts = (voice: Voice): readonly JsonObject[] =>
  commands.map((command) => ({
    title: voice.say(`card.command.${command}.type`),
    value: voice.say(`card.command.${command}.does`),
  }));

/** First words of the bot in a 1:1 chat: what it is for, how to begin, what it does not do, who keeps its data. */
export const welcomeCard = (context: CardContext): Drawing => {
  const voice = voiceOf(context.texts, context.locale, context.zone);
  return {
    template: 'welcome',
    summary: voice.plain('card.welcome.summary'),
    foldable: [],
    view: {
      token: tokenFor(context, 'welcome'),
      title: voice.say('card.welcome.title'),
      promise: voice.say('card.welcome.promise', { partner: context.profile.name }),
      startLabel: voice.say('card.welcome.start'),
      example: voice.say('card.welcome.example'),
      commandsLabel: voice.say('card.welcome.commands'),
      commands: commandFacts(voice),
      limits: voice.say('card.welcome.limits'),
      setUp: voice.say('card.welcome.set-up'),
      newCase: voice.plain('card.button.new-case'),
      myCases: voice.plain('card.button.my-cases'),
      help: voice.plain('card.button.help'),
    },
  };
};

/** `because` says why help is shown where nobody asked for it: what was not understood. */
export const helpCard = (because: Phrase | null, context: CardContext): Drawing => {
  const voice = voiceOf(context.texts, context.locale, context.zone);
  const reason = because === null ? [] : [{ text: voice.words(because) }];
  return {
    template: 'help',
    summary: because === null ? voice.plain('card.help.summary') : voice.plainWords(because),
    foldable: [],
    view: {
      token: tokenFor(context, 'help'),
      reason,
      title: voice.say('card.help.title'),
      example: voice.say('card.welcome.example'),
      commands: commandFacts(voice),
      afterwards: voice.say('card.help.afterwards'),
      newCase: voice.plain('card.button.new-case'),
      myCases: voice.plain('card.button.my-cases'),
      language: voice.plain('card.button.language'),
    },
  };
};

/** One sentence and the ways on from it. */
export const noticeCard = (picture: Extract<Picture, { card: 'notice' }>, context: CardContext): Drawing => {
  const voice = voiceOf(context.texts, context.locale, context.zone);
  const button = (verb: Forward): JsonObject => ({ verb, title: voice.plain(`card.button.${verb}`) });
  return {
    template: 'notice',
    summary: voice.plainWords(picture.says),
    foldable: [],
    view: {
      token: tokenFor(context, 'notice'),
      text: voice.words(picture.says),
      forward: picture.forward.map(button),
    },
  };
};

/** Each language under its own name, so that nobody has to read the one they are stuck in. */
export const languageCard = (context: CardContext): Drawing => {
  const voice = voiceOf(context.texts, context.locale, context.zone);
  const follow = { title: voice.plain('card.language.follow'), value: 'auto' };
  return {
    template: 'language',
    summary: voice.plain('card.language.title'),
    foldable: [],
    view: {
      token: tokenFor(context, 'language'),
      title: voice.say('card.language.title'),
      label: voice.plain('card.language.label'),
      error: voice.plain('card.error.choose'),
      choices: [follow, ...context.texts.locales.map(({ id, name }) => ({ title: name, value: id }))],
      chosen: context.person.chosenLocale ?? 'auto',
      save: voice.plain('card.button.save'),
      newCase: voice.plain('card.button.new-case'),
    },
  };
};
