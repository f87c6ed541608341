/** Cards that ask for a few things at once: a new customer, a filing, a fresh look at health, a refusal, a disagreement. */
import { onTheWall } from '../clocks/wall-clock.ts';
import { doorOf, refusalsOf } from '../triage/bounce.ts';
import { caseLabel } from '../triage/case.ts';
import { phrase } from '../triage/phrase.ts';
import type { Picture } from '../triage/picture.ts';
import { deskOf, optional, showPanel, type Button, type Desk } from './buttons.ts';
import type { Drawing } from './card.ts';
import { healthLink, type Decided } from './case-view.ts';
import type { CardContext } from './context.ts';
import type { JsonObject } from './expand.ts';
import { doorWords } from './policy-words.ts';
import { questionRows, type Question, type Returned } from './question-view.ts';
import { visible } from './escape.ts';

export type Form = {
  /** Names the words: `card.<name>.title`, `.explain`. */
  readonly name: string;
  readonly label: string;
  readonly questions: readonly Question[];
  readonly notice: string | null;
  readonly explain: string | null;
  /** What to look at first, outside Teams. */
  readonly open?: readonly JsonObject[];
  readonly buttons: readonly Button[];
};

export const formCard = (form: Form, returned: Returned, { voice, buttons }: Desk): Drawing => ({
  template: 'form',
  summary: voice.plain(`card.${form.name}.title`),
  foldable: [],
  view: {
    label: form.label,
    title: voice.say(`card.${form.name}.title`),
    notice: optional(form.notice),
    problem: optional(returned.problems.length === 0 ? null : voice.say('card.problems')),
    explain: optional(form.explain),
    rows: questionRows(form.questions, returned, voice),
    open: form.open ?? [],
    buttons: buttons(...form.buttons),
  },
});

export const question = (
  input: string,
  control: Question['control'],
  rest: Partial<Question> = {},
): Question => ({
  input,
  control,
  label: `card.input.${input}`,
  hint: null,
  choices: [],
  value: null,
  words: null,
  required: true,
  maxLength: 200,
  ...rest,
});

const reason = (required: boolean): Question =>
  question('reason', 'long-text', { required, maxLength: 1_000 });

/** A customer the directory does not know yet, added without leaving the draft. */
export const newCustomerCard = (
  picture: Extract<Picture, { card: 'new-customer' }>,
  context: CardContext,
): Drawing => {
  const draft = context.case;
  const desk = deskOf(context, {
    caseId: picture.caseId,
    version: draft?.version ?? 0,
    card: 'new-customer',
  });
  const clouds = context.policy.clouds.map(({ id, says }) => ({ value: id, says: phrase(says) }));
  return formCard(
    {
      name: 'new-customer',
      label: draft === null ? '' : caseLabel(draft.number),
      notice: null,
      explain: desk.voice.say('card.new-customer.explain'),
      questions: [
        question('name', 'text', { value: visible(picture.name) }),
        question('domain', 'text', { hint: 'card.new-customer.domain-hint' }),
        question('cloud', 'choice', { choices: clouds, value: context.profile.clouds[0] ?? null }),
        question('tenantId', 'text', { required: false, hint: 'card.new-customer.tenant-hint' }),
      ],
      buttons: [
        { verb: 'add-customer', place: 'first', sends: 'inputs' },
        { verb: 'continue', says: 'back' },
      ],
    },
    picture,
    desk,
  );
};

/** To the case as it stands. */
export const back = showPanel('verdict', 'to-verdict');
const noticeOf = ({ picture, desk }: Decided): string | null =>
  picture.notice === null ? null : desk.voice.words(picture.notice);

/** A form about a decided case. */
export const caseForm = (decided: Decided, form: Omit<Form, 'label' | 'notice'>): Drawing =>
  formCard(
    { ...form, label: caseLabel(decided.case.number), notice: noticeOf(decided) },
    decided.picture,
    decided.desk,
  );

const filingInputs = ['requestNumber', 'filedDate', 'filedTime', 'severity'] as const;

/** What was typed about a filing travels with the look at health that has to come first. */
const carriedFiling = (inputs: Decided['picture']['inputs']): Readonly<Record<string, string>> =>
  Object.fromEntries(
    filingInputs.flatMap((name) => (inputs[name] === undefined ? [] : [[name, inputs[name]]])),
  );

/** A look at service health that is too old is repeated before a request goes out. */
export const healthCard = (decided: Decided): Drawing => {
  const { case: subject, context, desk, picture } = decided;
  const row = context.policy.questions.find(({ field }) => field === 'knownIncident');
  const choices = (row?.choices ?? []).map(({ value, says }) => ({
    value: String(value),
    says: phrase(says),
  }));
  const checkedAt = subject.healthCheckedAt;
  return caseForm(decided, {
    name: 'health',
    explain:
      checkedAt === null
        ? null
        : desk.voice.say('card.health.explain', { at: { instant: checkedAt, zone: context.zone } }),
    open: healthLink(subject, context, desk),
    questions: [
      question('knownIncident', 'choice', { label: row?.label ?? 'card.field.knownIncident', choices }),
      question('incidentId', 'text', {
        label: 'question.incidentId.label',
        required: false,
        value: subject.incidentId,
      }),
    ],
    buttons: [
      {
        verb: 'recheck-health',
        says: 'go-on',
        place: 'first',
        sends: 'inputs',
        data: carriedFiling(picture.inputs),
      },
      back,
    ],
  });
};

/** "They say it is not theirs": what they said, in the kinds that door can say. */
export const bounceCard = (decided: Decided): Drawing => {
  const { case: subject, context, desk } = decided;
  const refusals = refusalsOf(subject, context.policy);
  const said = refusals.map((one) => ({
    value: one,
    says: phrase(`card.said.${one}`),
  }));
  const door = doorOf(subject);
  return caseForm(decided, {
    name: 'bounce',
    explain: door === null ? null : desk.voice.say('card.bounce.explain', { door: doorWords(door) }),
    questions: [
      question('said', 'choice', { choices: said }),
      ...(refusals.includes('known-incident') ? [question('incidentId', 'text', { required: false })] : []),
      question('by', 'text', { required: false }),
      reason(false),
    ],
    buttons: [{ verb: 'bounce', says: 'go-on', place: 'first', sends: 'inputs' }, back],
  });
};

/** When the customer hears from us next. The promise is kept by a clock of its own, which never pauses. */
export const nextUpdateCard = (decided: Decided): Drawing => {
  const { case: subject, context, desk } = decided;
  const promised = subject.follow.nextUpdateAt;
  const wall = promised === null ? null : onTheWall(promised, context.zone);
  return caseForm(decided, {
    name: 'next-update',
    explain: desk.voice.say('card.next-update.explain'),
    questions: [
      question('nextDate', 'date', { value: wall?.date ?? onTheWall(context.now, context.zone).date }),
      question('nextTime', 'time', { value: wall?.time ?? null }),
    ],
    buttons: [{ verb: 'next-update', says: 'save', place: 'first', sends: 'inputs' }, back],
  });
};

/** A critical case does not wait for an approval for long: the agent goes on and says why. */
export const approvalCard = (decided: Decided): Drawing =>
  caseForm(decided, {
    name: 'approval',
    explain: decided.desk.voice.say('card.approval.explain'),
    questions: [reason(true)],
    buttons: [{ verb: 'go-without-approval', says: 'go-on', place: 'first', sends: 'inputs' }, back],
  });

/** A typed disagreement is kept in the record and changes nothing by itself. */
export const disagreeCard = (decided: Decided): Drawing =>
  caseForm(decided, {
    name: 'disagree',
    explain: decided.desk.voice.say('card.disagree.explain'),
    questions: [reason(true)],
    buttons: [{ verb: 'disagree', says: 'save', place: 'first', sends: 'inputs' }, back],
  });
