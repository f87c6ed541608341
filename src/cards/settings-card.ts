/** The desk's settings, one part per card: what holds now, and one change at a time. */
import { leadEvents, routeTargets } from '../policy/desk-rows.ts';
import { differsFromFile } from '../triage/desk-settings.ts';
import { phrase } from '../triage/phrase.ts';
import { settingsParts, type Picture, type SettingsPart } from '../triage/picture.ts';
import { freeOf, type Button, type Desk } from './buttons.ts';
import type { Drawing } from './card.ts';
import type { CardContext } from './context.ts';
import { deskPage, type Section } from './desk-page.ts';
import { question } from './forms.ts';
import type { Question } from './question-view.ts';
import { factsOf, type PartView } from './settings-part.ts';
import { leadsPart, profilePart, wordsPart } from './settings-people.ts';
import type { Voice } from './voice.ts';

type SettingsPicture = Extract<Picture, { card: 'settings' }>;

export const settingsCard = (picture: SettingsPicture, context: CardContext): Drawing => {
  const desk = freeOf(context, 'settings');
  const { voice } = desk;
  const { part } = picture;
  return deskPage(
    {
      label: voice.say('card.settings.title'),
      title: voice.say(`card.settings.${part}.title`),
      summary: voice.plain(`card.settings.${part}.title`),
      explain: [voice.say(`card.settings.${part}.explain`)],
      sections: partViews[part].sections(context, desk),
      questions: [...fileQuestion(part, context), ...partViews[part].questions(context)],
      buttons: buttonsOf(part),
    },
    picture,
    desk,
  );
};

const buttonsOf = (part: SettingsPart): readonly Button[] => [
  { verb: 'save-settings', says: 'save', place: 'first', sends: 'inputs', data: { part } },
  ...settingsParts
    .filter((other) => other !== part)
    .map((other): Button => ({ verb: 'settings', says: `settings-${other}`, data: { part: other } })),
];

/** What was set in Teams lies over the partner's file; here is the way back. */
const fileQuestion = (part: SettingsPart, { around }: CardContext): readonly Question[] =>
  differsFromFile(part, around.desk.settings)
    ? [
        question('back', 'choice', {
          required: false,
          folded: 'whole',
          value: 'here',
          choices: (['here', 'file'] as const).map((from) => ({
            value: from,
            says: phrase(`card.settings.from-${from}`),
          })),
        }),
      ]
    : [];

const mostDays = 12;

const daysWords = (days: readonly string[], context: CardContext, voice: Voice): string => {
  const ahead = days.filter((day) => day >= context.now.slice(0, 10)).toSorted();
  const shown = ahead.slice(0, mostDays).map((day) => ({ typed: voice.day(day) }));
  return voice.say('card.settings.days', { count: ahead.length, days: shown });
};

const hoursWords = ({ support: { hours } }: CardContext['profile'], voice: Voice): string =>
  voice.say('card.settings.hours-are', {
    days: hours.days.map((day) => phrase(`card.weekday.${day}`)),
    from: hours.from,
    to: hours.to,
    zone: hours.zone,
  });

const calendarSections = (context: CardContext, { voice }: Desk): readonly Section[] => {
  const { settings } = context.around.desk;
  const pairs = {
    hours: hoursWords(context.profile, voice),
    holidays: daysWords(settings.holidays, context, voice),
    'make-up': daysWords(settings.makeUpDays, context, voice),
    digest: settings.digestAt ?? voice.say('card.settings.digest-off'),
  };
  return [{ title: null, facts: factsOf(pairs, voice) }];
};

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

/** A time of day has no 24:00; midnight stands for it. */
const closing = (to: string): string => (to === '24:00' ? '00:00' : to);

const hoursQuestions = ({ support: { hours } }: CardContext['profile']): readonly Question[] => [
  question('days', 'choices', {
    required: false,
    value: hours.days.join(','),
    choices: weekdays.map((day) => ({ value: String(day), says: phrase(`card.weekday.${day}`) })),
  }),
  question('hoursFrom', 'time', { required: false, value: hours.from }),
  question('hoursTo', 'time', { required: false, value: closing(hours.to) }),
  question('zone', 'text', {
    required: false,
    hint: 'card.input.zone-hint',
    value: hours.zone,
    maxLength: 60,
  }),
];

const calendarQuestions = ({ around: { desk }, profile }: CardContext): readonly Question[] => {
  const days = (input: 'holidays' | 'makeUpDays'): Question =>
    question(input, 'long-text', {
      hint: 'card.input.days-hint',
      required: false,
      value: desk.settings[input].join('\n'),
      maxLength: 2_000,
    });
  return [
    ...hoursQuestions(profile),
    question('digestAt', 'time', { required: false, value: desk.settings.digestAt }),
    days('holidays'),
    days('makeUpDays'),
  ];
};

/** Each event with its place; as delivered, the policy decides by severity and door. */
const routingQuestions = ({ around }: CardContext): readonly Question[] =>
  leadEvents.map((event) =>
    question(`route.${event}`, 'choice', {
      label: `card.event.${event}`,
      required: false,
      folded: 'half',
      value: around.desk.settings.routing[event] ?? 'default',
      choices: ['default', ...routeTargets].map((target) => ({
        value: target,
        says: phrase(`card.route.${target}`),
      })),
    }),
  );

/** Each time with its own minutes, if any; what is delivered stands in the label. */
const clockQuestions = ({ policy, around }: CardContext): readonly Question[] => {
  const own = around.desk.settings.minutes;
  const time = (id: string, minutes: number): Question =>
    question(`minutes.${id}`, 'text', {
      label: `card.clock-row.${id}`,
      values: { minutes },
      required: false,
      value: own[id] === undefined ? null : String(own[id]),
      maxLength: 5,
    });
  return [
    ...policy.clocks.map(({ id, minutes }) => time(id, minutes)),
    ...policy.escalation.map(({ id, afterMinutes }) => time(id, afterMinutes)),
  ];
};

const partViews: Readonly<Record<SettingsPart, PartView>> = {
  calendar: { sections: calendarSections, questions: calendarQuestions },
  routing: { sections: () => [], questions: routingQuestions },
  clocks: { sections: () => [], questions: clockQuestions },
  leads: leadsPart,
  profile: profilePart,
  words: wordsPart,
};
