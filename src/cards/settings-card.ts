/** The desk's settings, one part per card: what holds now, and one change at a time. */
import { leadEvents, routeTargets } from '../policy/desk-rows.ts';
import { deskZone } from '../triage/on-call.ts';
import { languageName } from '../triage/packet-context.ts';
import { phrase } from '../triage/phrase.ts';
import { settingsParts, type Picture, type SettingsPart } from '../triage/picture.ts';
import { freeOf, type Button, type Desk } from './buttons.ts';
import type { Drawing } from './card.ts';
import type { CardContext } from './context.ts';
import { deskPage, type PageFact, type Section } from './desk-page.ts';
import { cut, literal } from './escape.ts';
import { question } from './forms.ts';
import type { Question } from './question-view.ts';
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
      sections: sectionsOf[part](context, desk),
      questions: questionsOf[part](context),
      buttons: buttonsOf(part),
    },
    picture,
    desk,
  );
};

const buttonsOf = (part: SettingsPart): readonly Button[] => [
  ...(part === 'profile'
    ? []
    : [{ verb: 'save-settings', says: 'save', place: 'first', sends: 'inputs', data: { part } } as const]),
  ...settingsParts
    .filter((other) => other !== part)
    .map((other): Button => ({ verb: 'settings', says: `settings-${other}`, data: { part: other } })),
];

const mostDays = 12;

const daysWords = (days: readonly string[], context: CardContext, voice: Voice): string => {
  const ahead = days.filter((day) => day >= context.now.slice(0, 10)).toSorted();
  const shown = ahead.slice(0, mostDays).map((day) => ({ typed: voice.day(day) }));
  return voice.say('card.settings.days', { count: ahead.length, days: shown });
};

const hoursWords = ({ profile, around }: CardContext, voice: Voice): string => {
  const { days, from, to } = profile.support.hours;
  const names = days.map((day) => phrase(`card.weekday.${day}`));
  return voice.say('card.settings.hours-are', {
    days: names,
    from,
    to,
    zone: deskZone(around.desk, profile),
  });
};

const facts = (pairs: Readonly<Record<string, string>>, voice: Voice): readonly PageFact[] =>
  Object.entries(pairs).map(([says, value]) => ({ title: voice.say(`card.settings.${says}`), value }));

const calendarSections = (context: CardContext, { voice }: Desk): readonly Section[] => {
  const { settings } = context.around.desk;
  return [
    {
      title: null,
      facts: facts(
        {
          hours: hoursWords(context, voice),
          holidays: daysWords(settings.holidays, context, voice),
          'make-up': daysWords(settings.makeUpDays, context, voice),
          digest: settings.digestAt ?? voice.say('card.settings.digest-off'),
        },
        voice,
      ),
    },
  ];
};

const profileSections = ({ profile, around }: CardContext, { voice }: Desk): readonly Section[] => {
  const { leadRoom, leads } = around.desk;
  const room =
    leadRoom === null
      ? voice.say('card.settings.lead-room-none')
      : voice.say('card.settings.lead-room-set', {
          who: cut(leadRoom.setBy.name, 60),
          at: voice.moment(leadRoom.setAt),
        });
  return [
    {
      title: null,
      facts: facts(
        {
          company: literal(profile.contact.company),
          contact: literal(`${profile.contact.name}, ${profile.contact.email}`),
          languages: voice.say('card.list', { items: profile.support.languages.map(languageName) }),
          leads:
            leads.length === 0
              ? voice.say('card.on-call.no-backup')
              : voice.say('card.list', { items: leads.map(({ name }) => ({ typed: cut(name, 60) })) }),
          'lead-room': room,
        },
        voice,
      ),
    },
  ];
};

const sectionsOf: Readonly<Record<SettingsPart, (context: CardContext, desk: Desk) => readonly Section[]>> = {
  calendar: calendarSections,
  routing: () => [],
  clocks: () => [],
  profile: profileSections,
};

const calendarQuestions = ({ around: { desk }, profile }: CardContext): readonly Question[] => {
  const days = (input: 'holidays' | 'makeUpDays'): Question =>
    question(input, 'long-text', {
      hint: 'card.input.days-hint',
      required: false,
      value: desk.settings[input].join('\n'),
      maxLength: 2_000,
    });
  return [
    question('zone', 'text', { hint: 'card.input.zone-hint', value: deskZone(desk, profile), maxLength: 60 }),
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

const questionsOf: Readonly<Record<SettingsPart, (context: CardContext) => readonly Question[]>> = {
  calendar: calendarQuestions,
  routing: routingQuestions,
  clocks: clockQuestions,
  profile: () => [],
};
