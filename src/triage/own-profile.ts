import type { OwnWords, PartnerProfile } from './desk.ts';
import type { OwnProfile } from './desk-state.ts';
import type { Problem } from './picture.ts';
import { isTime, typedIn, wrong, type Inputs, type ReadSetting } from './typed-setting.ts';

/*
 * Members of the partner's profile that leads may set in Teams. The form shows what holds now; what comes back as the
 * file has it is no setting of its own, so that a later change of the file counts again.
 */

/** Members of `typed` that the file has otherwise. */
const unlikeFile = <T extends object>(typed: T, file: T): Partial<T> => {
  const own: Partial<T> = {};
  for (const name in typed)
    if (JSON.stringify(typed[name]) !== JSON.stringify(file[name])) own[name] = typed[name];
  return own;
};

// ── hours ────────────────────────────────────────────────────────────────────────────────────

const daysTyped = (inputs: Inputs): readonly number[] =>
  [...new Set(typedIn(inputs, 'days').split(','))]
    .filter((day) => day !== '')
    .map(Number)
    .sort();

const isWeekday = (day: number): boolean => Number.isInteger(day) && day >= 1 && day <= 7;

/** Nobody can type 24:00 into a time of day. */
const closing = (typed: string): string => (typed === '00:00' ? '24:00' : typed);

/** When the desk works. What is left empty stays as the file has it. */
export const readHours = (inputs: Inputs, { support }: PartnerProfile): ReadSetting<OwnProfile['hours']> => {
  const { days, from, to } = support.hours;
  const typed = {
    days: daysTyped(inputs),
    from: typedIn(inputs, 'hoursFrom'),
    to: typedIn(inputs, 'hoursTo'),
  };
  const wanted = {
    days: typed.days.length === 0 ? days : typed.days,
    from: typed.from === '' ? from : typed.from,
    to: typed.to === '' ? to : closing(typed.to),
  };
  const areTimes = isTime(wanted.from) && (isTime(wanted.to) || wanted.to === '24:00');
  return {
    value: unlikeFile(wanted, { days, from, to }),
    problems: [
      ...(wanted.days.every(isWeekday) ? [] : wrong('days', 'problem.choose')),
      ...(areTimes && wanted.from < wanted.to ? [] : wrong('hoursTo', 'problem.hours')),
    ],
  };
};

// ── contact and languages ────────────────────────────────────────────────────────────────────

type Contact = Required<OwnProfile['contact']>;

const longestLine = 200;

const isEmail = (text: string): boolean => /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(text);
const isPhone = (text: string): boolean => text.replace(/\D/g, '').length >= 5;

type ContactInput = {
  readonly input: string;
  readonly member: keyof Contact;
  readonly isRight: (text: string) => boolean;
  readonly problem: string;
};

/** The inputs of the contact form, in its order. */
export const contactInputs: readonly ContactInput[] = [
  { input: 'contactName', member: 'name', isRight: () => true, problem: 'problem.required' },
  { input: 'contactEmail', member: 'email', isRight: isEmail, problem: 'problem.email' },
  { input: 'contactPhone', member: 'phone', isRight: isPhone, problem: 'problem.phone' },
  { input: 'nightPhone', member: 'nightPhone', isRight: isPhone, problem: 'problem.phone' },
];

const contactProblems = (inputs: Inputs): readonly Problem[] =>
  contactInputs.flatMap(({ input, isRight, problem }) => {
    const text = typedIn(inputs, input);
    if (text.length > longestLine) return wrong(input, 'problem.too-long', { max: longestLine });
    return text === '' || isRight(text) ? [] : wrong(input, problem);
  });

/** A name, address or number left empty stays as the file has it; an empty night phone means that there is none. */
const contactTyped = (inputs: Inputs, { name, email, phone }: PartnerProfile['contact']): Contact => {
  const nightPhone = typedIn(inputs, 'nightPhone');
  return {
    name: typedIn(inputs, 'contactName') || name,
    email: typedIn(inputs, 'contactEmail') || email,
    phone: typedIn(inputs, 'contactPhone') || phone,
    nightPhone: nightPhone === '' ? null : nightPhone,
  };
};

const isTag = (tag: string): boolean => /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/.test(tag);

/** The tag as it is usually written; null: no language tag. */
const tagOf = (text: string): string | null => {
  try {
    return Intl.getCanonicalLocales(text)[0] ?? null;
  } catch {
    return null;
  }
};

/** Those chosen from a list and those typed as tags; the file's own keep their order. None at all is what it has. */
const languagesTyped = (inputs: Inputs, { languages }: PartnerProfile['support']): readonly string[] => {
  const said = `${typedIn(inputs, 'languages')},${typedIn(inputs, 'otherLanguages')}`.split(/[\s,;、，]+/u);
  const tags = [...new Set(said.filter((text) => text !== '').map((text) => tagOf(text) ?? text))];
  const kept = languages.filter((tag) => tags.includes(tag));
  return tags.length === 0 ? languages : [...kept, ...tags.filter((tag) => !kept.includes(tag))];
};

/** Whom requests name as our contact, and the languages we support in. */
export const readProfile = (
  inputs: Inputs,
  { contact, support }: PartnerProfile,
): ReadSetting<Pick<OwnProfile, 'contact' | 'spoken'>> => {
  const languages = languagesTyped(inputs, support);
  return {
    value: {
      contact: unlikeFile(contactTyped(inputs, contact), contact),
      spoken: unlikeFile({ languages }, { languages: support.languages }),
    },
    problems: [
      ...contactProblems(inputs),
      ...(languages.every(isTag) ? [] : wrong('otherLanguages', 'problem.language')),
    ],
  };
};

// ── words for customers ──────────────────────────────────────────────────────────────────────

/** Characters a text may have, by its name; the file allows as many. */
export const longestWords = { contactMethod: 200, priceText: 1_000 } as const;
export type WordsName = keyof typeof longestWords;

/** A text by language. One text for everybody stands under the desk's own language. */
export const wordsByLanguage = (words: OwnWords | null, own: string): Readonly<Record<string, string>> =>
  typeof words === 'string' ? { [own]: words } : (words ?? {});

/** The inputs are `contactMethod.en`, `contactMethod.ja` and so on. A language without an input keeps its text. */
const wordsTyped = (name: WordsName, inputs: Inputs, file: OwnWords | null, own: string): OwnWords | null => {
  const typed = Object.entries(inputs).filter(([input]) => input.startsWith(`${name}.`));
  const byLanguage = Object.entries({
    ...wordsByLanguage(file, own),
    ...Object.fromEntries(typed.map(([input, text]) => [input.slice(name.length + 1), text.trim()])),
  }).filter(([tag, text]) => isTag(tag) && text !== '');
  const [first] = byLanguage;
  if (first === undefined) return null;
  const isOne = byLanguage.length === 1 && first[0] === own && (file === null || typeof file === 'string');
  return isOne ? first[1] : Object.fromEntries(byLanguage);
};

const wordsProblems = (name: WordsName, inputs: Inputs): readonly Problem[] =>
  Object.entries(inputs).flatMap(([input, text]) =>
    input.startsWith(`${name}.`) && text.trim().length > longestWords[name]
      ? wrong(input, 'problem.too-long', { max: longestWords[name] })
      : [],
  );

/** What customers read of us. How to reach us is always said, so all of it left empty is what the file has. */
export const readWords = (
  inputs: Inputs,
  { support, language }: PartnerProfile,
): ReadSetting<OwnProfile['words']> => {
  const { contactMethod, priceText } = support;
  const typed = {
    contactMethod: wordsTyped('contactMethod', inputs, contactMethod, language) ?? contactMethod,
    priceText: wordsTyped('priceText', inputs, priceText, language),
  };
  return {
    value: unlikeFile(typed, { contactMethod, priceText }),
    problems: [...wordsProblems('contactMethod', inputs), ...wordsProblems('priceText', inputs)],
  };
};
