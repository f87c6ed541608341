import type { Asked } from '../triage/asked-input.ts';
import type { Problem } from '../triage/picture.ts';
import { optional } from './buttons.ts';
import { cut } from './escape.ts';
import type { Spoken } from './phrase.ts';
import type { JsonObject } from './expand.ts';
import { zoneName } from './time.ts';
import type { Voice } from './voice.ts';

/**
 * An input to draw: one of an intake page, or one that only a card has. `people`: looked up in the organisation.
 * `values` fill the words of its label.
 */
export type Question = Omit<Asked, 'field' | 'control'> & {
  readonly control: Asked['control'] | 'people';
  readonly values?: Readonly<Record<string, Spoken>>;
  /** Folded up however few the choices are, on half a row or on a whole one. */
  readonly folded?: 'half' | 'whole';
};

/** What was typed last time, and what was wrong with it (input id → text). */
export type Returned = {
  readonly problems: readonly Problem[];
  readonly inputs: Readonly<Record<string, string>>;
};

/** Up to this many answers are shown below each other to be tapped; more go into a list. */
const mostVisible = 4;
/** From eight choices on a list is searched rather than scrolled. */
export const longestUnfiltered = 7;
/** Longer choices are cut off by some phones. */
const longestChoice = 60;

type Control = Exclude<Question['control'], 'yes-no'>;

/** The questions in rows: two short ones share a row, everything else has its own. */
export const questionRows = (
  questions: readonly Question[],
  returned: Returned,
  voice: Voice,
): readonly JsonObject[] =>
  questions
    .reduce<readonly (readonly Question[])[]>(intoRows, [])
    .map((row) => ({ cells: row.map((question) => questionView(question, returned, voice)) }));

const intoRows = (
  rows: readonly (readonly Question[])[],
  question: Question,
): readonly (readonly Question[])[] => {
  const row = rows.at(-1);
  const [before, second] = row ?? [];
  if (row === undefined || before === undefined || second !== undefined) return [...rows, [question]];
  return isShort(before) && isShort(question)
    ? [...rows.slice(0, -1), [...row, question]]
    : [...rows, [question]];
};

/** A text this short is a number. */
const fewCharacters = 6;

const isShort = ({ control, choices, words, maxLength, folded }: Question): boolean =>
  control === 'date' ||
  control === 'time' ||
  (control === 'text' && maxLength <= fewCharacters) ||
  (control === 'choice' &&
    words === null &&
    folded !== 'whole' &&
    (choices.length > mostVisible || folded === 'half'));

/** One input: of the lists named after controls exactly one has an element. */
const questionView = (question: Question, returned: Returned, voice: Voice): JsonObject => {
  const input = inputView(question, returned, voice);
  const control = drawnAs(question);
  const only = (name: Control): readonly JsonObject[] => (name === control ? [input] : []);
  const problem = returned.problems.find(({ input: id }) => id === question.input);
  return {
    problem: optional(problem === undefined ? null : voice.words(problem.says)),
    customer: only('customer'),
    people: only('people'),
    choice: only('choice'),
    choices: only('choices'),
    text: only('text'),
    longText: only('long-text'),
    date: only('date'),
    time: only('time'),
    hint: optional(question.hint === null ? null : voice.say(question.hint)),
    guess: optional(
      question.words === null || question.control === 'time'
        ? null
        : voice.say('card.intake.read-from', { words: cut(question.words, 80) }),
    ),
  };
};

/**
 * A directory that fits into one list is sent whole: it can be searched on every client, also where nothing is looked
 * up while typing. A larger one is looked up, with a few recent customers to begin with.
 */
export const wholeDirectory = 50;
const recentCustomers = 12;

const isLookedUp = ({ control, choices }: Question): boolean =>
  control === 'customer' && choices.length > wholeDirectory;

const drawnAs = (question: Question): Control => {
  const { control } = question;
  if (control === 'customer') return isLookedUp(question) ? 'customer' : 'choice';
  return control === 'yes-no' ? 'choice' : control;
};

/**
 * The ways out (our own tenant, a new customer) stand last and stay. Of people "nobody", the first, is sent, and the
 * one chosen before: all others are looked up.
 */
const offered = (question: Question, chosen: string): Question['choices'] => {
  const { control, choices } = question;
  if (control === 'people') return choices.filter(({ value }, at) => at === 0 || value === chosen);
  return isLookedUp(question) ? [...choices.slice(0, recentCustomers), ...choices.slice(-2)] : choices;
};

const inputView = (question: Question, { inputs }: Returned, voice: Voice): JsonObject => {
  const chosen = inputs[question.input] ?? question.value ?? '';
  const choices = offered(question, chosen);
  // Somebody without a name here would be shown as a bare id.
  const isNameless = question.control === 'people' && !choices.some(({ value }) => value === chosen);
  return {
    id: question.input,
    label: voice.plain(question.label, { zone: zoneName(voice.zone), ...question.values }),
    required: question.required,
    error: voice.plain(errorKey(question)),
    value: isNameless ? '' : chosen,
    maxLength: question.maxLength,
    style: styleOf(question),
    choices: choices.map(({ value, says }) => ({
      value,
      title: cut(voice.lastingWords(says), longestChoice),
    })),
  };
};

const errorKey = ({ control }: Question): string => {
  if (control === 'text' || control === 'long-text') return 'card.error.write';
  return control === 'date' || control === 'time' ? 'card.error.when' : 'card.error.choose';
};

const styleOf = ({ choices, folded }: Question): string => {
  if (choices.length <= mostVisible && folded === undefined) return 'expanded';
  return choices.length > longestUnfiltered ? 'filtered' : 'compact';
};
