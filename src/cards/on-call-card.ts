/** Who answers now, who is next, and how a lead changes it. */
import { dayAfter, instantOf, onTheWall } from '../clocks/wall-clock.ts';
import type { Instant } from '../triage/desk.ts';
import type { LeadRef } from '../triage/desk-state.ts';
import { backupNow, deskZone, mondayOf, onCallAt, rotationNow } from '../triage/on-call.ts';
import { shownTurns, type ShownTurns } from '../triage/on-call-settings.ts';
import { phrase, typed } from '../triage/phrase.ts';
import type { Picture } from '../triage/picture.ts';
import { freeOf, type Button, type Desk } from './buttons.ts';
import type { Drawing } from './card.ts';
import type { CardContext } from './context.ts';
import { deskPage, type PageRow, type Section } from './desk-page.ts';
import { cut, literal } from './escape.ts';
import { question } from './forms.ts';
import type { Question } from './question-view.ts';

/** A rotation is looked at this far ahead for who is next. */
const weeksAhead = 12;

type Turn = { readonly lead: LeadRef; readonly from: Instant };

/**
 * Every moment somebody else may take over, in order: Mondays of the rotation, edges of exceptions. Most often the first
 * one is what is looked for, and a Monday in a zone is not cheap to find.
 */
function* changesAhead({ around: { desk }, profile, now }: CardContext): Generator<Instant> {
  const zone = deskZone(desk, profile);
  const edges = desk.onCall.overrides
    .flatMap(({ from, to }) => [Date.parse(from), Date.parse(to)])
    .filter((one) => one > Date.parse(now))
    .toSorted((one, other) => one - other);
  const monday = mondayOf(onTheWall(now, zone).date);
  const edgesFrom = (from: number, to: number): readonly Instant[] =>
    edges.filter((one) => from <= one && one < to).map((one) => new Date(one).toISOString());
  let passed = Date.parse(now);
  for (let week = 1; week <= weeksAhead; week += 1) {
    const start = instantOf(dayAfter(monday, 7 * week), '00:00', zone);
    if (start === null) continue;
    yield* edgesFrom(passed, Date.parse(start));
    yield start;
    passed = Date.parse(start);
  }
  yield* edgesFrom(passed, Infinity);
}

const atMoment = ({ around: { desk }, profile }: CardContext, at: Instant): LeadRef | null =>
  onCallAt(desk, at, deskZone(desk, profile));

/** The next person who is not the one on call now, and from when. */
const nextOf = (context: CardContext): Turn | null => {
  const current = atMoment(context, context.now)?.personId;
  for (const from of changesAhead(context)) {
    const lead = atMoment(context, from);
    if (lead !== null && lead.personId !== current) return { lead, from };
  }
  return null;
};

const nameOf = ({ name }: LeadRef): string => literal(cut(name, 60));

const rows = (context: CardContext, { voice }: Desk): readonly PageRow[] => {
  const current = atMoment(context, context.now);
  const next = nextOf(context);
  const backup = backupNow(context.around.desk);
  const until = next === null ? [] : [voice.say('card.on-call.until', { at: voice.moment(next.from) })];
  return [
    current === null
      ? { label: voice.say('card.on-call.now'), title: voice.say('card.on-call.nobody'), tone: 'Warning' }
      : { label: voice.say('card.on-call.now'), title: nameOf(current), tone: 'Good', lines: until },
    ...(next === null
      ? []
      : [
          {
            label: voice.say('card.on-call.next'),
            title: nameOf(next.lead),
            lines: [voice.say('card.on-call.from', { at: voice.moment(next.from) })],
          },
        ]),
    {
      label: voice.say('card.on-call.backup'),
      title: backup === null ? voice.say('card.on-call.no-backup') : nameOf(backup),
    },
  ];
};

/** Each exception that is not over, with a button to take it back; the newest two have room for one. */
const overrideSection = (context: CardContext, { voice, buttons }: Desk): readonly Section[] => {
  const ahead = context.around.desk.onCall.overrides
    .map((override, index) => ({ ...override, index }))
    .filter(({ to }) => Date.parse(to) > Date.parse(context.now));
  if (ahead.length === 0) return [];
  return [
    {
      title: voice.say('card.on-call.overrides'),
      rows: ahead.slice(0, 4).map(({ from, to, lead, index }, at) => ({
        title: nameOf(lead),
        lines: [voice.say('card.on-call.override', { from: voice.moment(from), to: voice.moment(to) })],
        buttons:
          context.person.isLead && at < 2
            ? buttons({ verb: 'drop-override', data: { at: String(index) } })
            : [],
      })),
    },
  ];
};

const rotationSection = (context: CardContext, { voice }: Desk): readonly Section[] => {
  const rotation = rotationNow(context.around.desk);
  if (rotation.length === 0) return [];
  const lead = atMoment(context, context.now);
  return [
    {
      title: voice.say('card.on-call.rotation'),
      facts: rotation.map((one, index) => ({
        title: voice.say('card.on-call.place', { number: index + 1 }),
        value: one.personId === lead?.personId ? `**${nameOf(one)}**` : nameOf(one),
      })),
    },
  ];
};

export const onCallCard = (picture: Extract<Picture, { card: 'on-call' }>, context: CardContext): Drawing => {
  const desk = freeOf(context, 'on-call');
  const { voice } = desk;
  const current = atMoment(context, context.now);
  const mayChange = context.person.isLead;
  const shown = shownTurns(picture.inputs, context.around.desk);
  return deskPage(
    {
      label: voice.say('card.on-call.label', { zone: deskZone(context.around.desk, context.profile) }),
      title: voice.say('card.on-call.title'),
      summary:
        current === null
          ? voice.plain('card.on-call.summary-nobody')
          : voice.plain('card.on-call.summary', { who: current.name }),
      sections: [
        { title: null, rows: rows(context, desk) },
        ...overrideSection(context, desk),
        ...rotationSection(context, desk),
      ],
      questions: mayChange ? questionsOf(context, shown) : [],
      buttons: mayChange ? buttonsOf(context, shown) : [],
    },
    picture,
    desk,
  );
};

/** The choice that leaves a place empty. */
const nobody = 'nobody';

const objectIdOf = (personId: string): string => personId.split('/').at(-1) ?? personId;

const idIn = (lead: LeadRef | null | undefined): string =>
  lead == null ? nobody : objectIdOf(lead.personId);

const leadChoices = ({ leads }: CardContext['around']['desk']): Question['choices'] => [
  { value: nobody, says: phrase('card.on-call.no-backup') },
  ...leads.map(({ personId, name }) => ({ value: objectIdOf(personId), says: typed(cut(name, 50)) })),
];

/** One form of the card. Nothing is required: each of its two buttons takes only its own inputs. */
const questionsOf = (
  { around, now, profile }: CardContext,
  { from, turns }: ShownTurns,
): readonly Question[] => {
  const { startsOn } = around.desk.onCall;
  const rotation = rotationNow(around.desk);
  const zone = deskZone(around.desk, profile);
  const monday = mondayOf(onTheWall(now, zone).date);
  const optionalInput = { required: false, maxLength: 60 };
  const choices = leadChoices(around.desk);
  const lead = (input: string, value: string | null, rest: Partial<Question> = {}): Question =>
    question(input, 'choice', { ...optionalInput, value, folded: 'half', choices, ...rest });
  // Two share a row; one place more than there are, to add somebody.
  const places = Math.min(turns, 2 * Math.ceil((rotation.length - from + 1) / 2));
  return [
    ...Array.from({ length: places }, (_, index) =>
      lead(`rotation${from + index + 1}`, idIn(rotation[from + index]), {
        label: 'card.input.rotation',
        values: { number: from + index + 1 },
      }),
    ),
    lead('backup', idIn(backupNow(around.desk))),
    question('startsOn', 'date', { ...optionalInput, value: startsOn ?? monday }),
    lead('lead', null, { folded: 'whole' }),
    question('fromDate', 'date', optionalInput),
    question('fromTime', 'time', optionalInput),
    question('toDate', 'date', optionalInput),
    question('toTime', 'time', optionalInput),
  ];
};

/** The other pages of a long rotation, the one before and the next. */
const pageButtons = ({ around }: CardContext, { from, turns }: ShownTurns): readonly Button[] => {
  const to = (says: string, at: number): Button => ({ verb: 'on-call', says, data: { from: String(at) } });
  return [
    ...(from > 0 ? [to('rotation-earlier', Math.max(0, from - turns))] : []),
    ...(rotationNow(around.desk).length >= from + turns ? [to('rotation-later', from + turns)] : []),
  ];
};

const buttonsOf = (context: CardContext, shown: ShownTurns): readonly Button[] => [
  {
    verb: 'set-rotation',
    place: 'first',
    sends: 'inputs',
    data: { from: String(shown.from), turns: String(shown.turns) },
  },
  { verb: 'set-override', sends: 'inputs', data: { from: String(shown.from) } },
  ...pageButtons(context, shown),
];
