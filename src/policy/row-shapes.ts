import { factValues } from './facts.ts';
import type {
  BlockerRow,
  CautionRow,
  CloudRow,
  DeskNumbers,
  DoorRow,
  FormFieldRow,
  FormLineRow,
  FormRow,
  KindRow,
  LinkParameterRow,
  LinkRow,
  PolicyRows,
  ProductRow,
  QuestionRow,
  RuleRow,
  SourcePage,
  StepRow,
  SupportHoursRow,
  UpdateRow,
  VocabularyRow,
  WarningRow,
} from './policy.ts';
import type { Row, Source } from './row.ts';
import {
  anyFactValue,
  day,
  facts,
  field,
  flag,
  inside,
  isObject,
  list,
  number,
  object,
  oneOf,
  optional,
  orNull,
  text,
  when,
  wrong,
} from './shape.ts';
import type { Check } from './shape.ts';

/* The shapes of the rows that are looked up, one check per type of policy.ts. */

const source = object<Source>({ page: text, section: text, sentences: optional(text) });

/** The members every row has; spread into each row's own. */
export const rowMembers: { readonly [K in keyof Row]-?: Check<Row[K]> } = {
  id: text,
  because: text,
  source,
  checked: day,
};

const cloud = oneOf(factValues.cloud);
const product = oneOf(factValues.product);

const page = object<SourcePage>({
  id: text,
  title: text,
  link: orNull(text),
  linkIsInferred: flag,
  date: orNull(day),
});

const rule = object<RuleRow>({
  ...rowMembers,
  kind: oneOf(['decides', 'warns', 'says', 'links', 'no-effect']),
  inferred: flag,
});

const addresses: Check<LinkRow['addresses']> = object<LinkRow['addresses']>({
  global: optional(text),
  'us-gov': optional(text),
  '21vianet': optional(text),
  germany: optional(text),
  any: optional(text),
});

const parameter = object<LinkParameterRow>({ key: text, value: text, status: oneOf(['V', 'I']), on: flag });

const link = object<LinkRow>({
  ...rowMembers,
  status: oneOf(['S', 'V', 'C', 'I']),
  on: flag,
  addresses,
  opens: text,
  products: optional(list(product)),
  parameters: optional(list(parameter)),
  maxLength: optional(number),
});

type Today = NonNullable<StepRow['today']>;
type TodayLink = NonNullable<Today['links']>[number];
const todayLinks = list(object<TodayLink>({ link: text, when: optional(when) }));
const today = object<Today>({ says: text, checked: day, links: optional(todayLinks) });
const step = object<StepRow>({ says: text, today: orNull(today), link: orNull(text) });

const door = object<DoorRow>({
  ...rowMembers,
  actor: oneOf(['microsoft', '21vianet', 'isv', 'provider', 'desk', 'own-tenant', 'msrc', 'nobody']),
  clouds: list(cloud),
  steps: list(step),
  open: list(text),
  follow: list(text),
  form: orNull(text),
  packetLanguage: text,
});

const blocker = object<BlockerRow>({
  ...rowMembers,
  wayOut: object({ who: text, obtain: text }),
  open: list(text),
});

const warning = object<WarningRow>({ ...rowMembers, rules: list(text), rank: number });

const update = object<UpdateRow>({
  ...rowMembers,
  rank: oneOf(['changes-the-door', 'changes-a-step', 'background']),
  since: text,
});

const kind = object<KindRow>({
  id: text,
  says: text,
  sets: object<KindRow['sets']>({ issueKind: oneOf(factValues.issueKind), breakFix: optional(flag) }),
});

const question = object<QuestionRow>({
  field,
  page: oneOf(['who-and-what', 'checked', 'impact', 'access']),
  control: oneOf(['choice', 'choices', 'yes-no', 'text', 'long-text', 'date', 'customer']),
  label: text,
  hint: orNull(text),
  choices: list(
    object<QuestionRow['choices'][number]>({ value: anyFactValue, says: text, when: optional(when) }),
  ),
  offeredWhen: orNull(when),
  maxLength: number,
});

/** Facts, and beside them the word for a kind. */
const hints: Check<NonNullable<VocabularyRow['hints']>> = (
  raw,
  at,
): raw is NonNullable<VocabularyRow['hints']> => {
  if (!isObject(raw)) return wrong(raw, at, 'an object of facts');
  const { kind: word, ...rest } = raw;
  const wordIsRight = optional(text)(word, inside(at, '.kind'));
  return facts(rest, at) && wordIsRight;
};

const vocabulary = object<VocabularyRow>({
  locale: text,
  words: list(text),
  hints: optional(hints),
  command: optional(
    oneOf([
      'new',
      'my-cases',
      'help',
      'language',
      'find',
      'use-channel',
      'board',
      'check',
      'on-call',
      'settings',
      'hand-over',
    ]),
  ),
  talk: optional(oneOf(['greeting', 'thanks'])),
  asks: optional(oneOf(['status', 'stop', 'resume'])),
  language: optional(text),
  ignore: optional(flag),
});

const supportHours = object<SupportHoursRow>({
  ...rowMembers,
  languages: list(text),
  zone: text,
  days: list(number),
  from: text,
  to: text,
  holidays: list(day),
  workingDays: list(day),
});

const numbers = object<DeskNumbers>({
  healthCheckIsOldAfterMinutes: number,
  longestTextCharacters: number,
  ownerIsToldAtShare: number,
  signalCustomers: number,
  signalWindowHours: number,
  incidentCustomers: number,
  noticesPerPersonAndMinute: number,
  nextUpdateMinutes: object<DeskNumbers['nextUpdateMinutes']>({ high: number, normal: number, low: number }),
  quietHours: object<DeskNumbers['quietHours']>({ from: text, to: text, repliesWithinMinutes: number }),
  supportHours: list(supportHours),
});

const formLine = object<FormLineRow>({
  value: text,
  wants: optional(list(text)),
  when: optional(when),
});

const formField = object<FormFieldRow>({
  id: text,
  label: text,
  lines: list(formLine),
  note: optional(text),
  noteWhen: optional(when),
  when: optional(when),
});

const form = object<FormRow>({
  id: text,
  says: text,
  cautions: list(object<FormRow['cautions'][number]>({ says: text, when: optional(when) })),
  fields: list(formField),
});

/** One file per member: `pages` stands in pages.json. */
export const rowFiles: {
  readonly [K in Exclude<keyof PolicyRows, 'version' | 'clocks' | 'escalation' | 'routing'>]: Check<
    PolicyRows[K]
  >;
} = {
  pages: list(page),
  rules: list(rule),
  links: list(link),
  doors: list(door),
  blockers: list(blocker),
  warnings: list(warning),
  updates: list(update),
  products: list(object<ProductRow>({ id: product, says: text })),
  clouds: list(object<CloudRow>({ id: cloud, says: text })),
  kinds: list(kind),
  questions: list(question),
  vocabulary: list(vocabulary),
  forms: list(form),
  numbers,
  cautions: list(object<CautionRow>({ ...rowMembers, words: list(text) })),
};
