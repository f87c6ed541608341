/** Cards of a customer that belong to no single case: the first one, the list, the question where words belong. */
import { waitsForThem } from '../triage/customer-view.ts';
import type { Case } from '../triage/case.ts';
import { partnerContact } from '../triage/customer-contact.ts';
import { typed } from '../triage/phrase.ts';
import type { CustomerForward, Picture } from '../triage/picture.ts';
import { deskOf, freeOf, type Button, type Desk } from './buttons.ts';
import type { Drawing } from './card.ts';
import type { CardContext } from './context.ts';
import { customerPage, labelOf, standing, stateOf, titleOf } from './customer-parts.ts';
import { fresh, type PageRow } from './desk-page.ts';
import { question } from './forms.ts';
import type { JsonObject } from './expand.ts';
import type { Question } from './question-view.ts';

const contactOf = ({ profile, person }: CardContext): ReturnType<typeof partnerContact> =>
  partnerContact(profile, person);

/** Each language under its own name, so that nobody has to read the one they are stuck in. */
const languages = ({ texts, person, locale }: CardContext): Question =>
  question('locale', 'choice', {
    label: 'card.language.label',
    choices: texts.locales.map(({ id, name }) => ({ value: id, says: typed(name) })),
    value: person.chosenLocale ?? locale,
    folded: 'whole',
  });

const isStopped = ({ person }: CardContext): boolean => person.ofCustomer?.stoppedAt != null;

/** First words to somebody of a customer, and their help: how to report, to ask, to be left alone. */
export const customerStartCard = (
  { because }: Extract<Picture, { card: 'customer-start' }>,
  context: CardContext,
): Drawing => {
  const desk = freeOf(context, 'customer-start');
  const { voice } = desk;
  const { partner, contact } = contactOf(context);
  return customerPage(
    {
      label: voice.words(partner),
      title: voice.say('customer-card.start.title'),
      summary: because === null ? voice.plain('customer-card.start.title') : voice.plainWords(because),
      explain: [
        voice.say('customer-card.start.report'),
        voice.say('customer-card.start.status'),
        voice.say(isStopped(context) ? 'customer-card.start.stopped' : 'customer-card.start.stop'),
        voice.say('customer-card.start.contact', { contact }),
        voice.say('customer-card.start.data', { partner }),
      ],
      questions: [languages(context)],
      buttons: [
        { verb: 'my-status', place: 'first' },
        { verb: 'my-language', sends: 'inputs' },
        { verb: isStopped(context) ? 'my-resume' : 'my-stop' },
      ],
    },
    { ...fresh, notice: because },
    desk,
  );
};

/** Five rows with a button each leave room for one more; the others are opened by their number. */
const mostRows = 5;
const mostListed = 15;

const openButton = (about: Case, context: CardContext): readonly JsonObject[] =>
  deskOf(context, { caseId: about.id, version: 0, card: 'customer-listed' }).buttons({
    verb: 'my-case',
    says: 'my-case',
    data: { panel: 'history' },
  });

const rowOf = (about: Case, at: number, { context, desk }: { context: CardContext; desk: Desk }): PageRow => {
  const [state = '', ...others] = standing(about, context, desk.voice);
  return {
    label: labelOf(about),
    title: titleOf(about, desk.voice),
    lines: [state, others.join(' · ')],
    buttons: at < mostRows ? openButton(about, context) : [],
  };
};

/** Open cases first, newest first; then the rest. */
const inOrder = ({ around }: CardContext): readonly Case[] =>
  around.others
    .map((one) => one.case)
    .toSorted((a, b) => Number(a.stage.at === 'closed') - Number(b.stage.at === 'closed'));

export const customerCasesCard = (
  { notice }: Extract<Picture, { card: 'customer-cases' }>,
  context: CardContext,
): Drawing => {
  const desk = freeOf(context, 'customer-cases');
  const { voice } = desk;
  const cases = inOrder(context);
  const shown = cases.slice(0, mostListed);
  const [first] = shown;
  return customerPage(
    {
      label: voice.say('customer-card.cases.label'),
      title: voice.say('customer-card.cases.title', { count: cases.length }),
      summary: voice.plain('customer-card.cases.title', { count: cases.length }),
      explain: [
        voice.say('customer-card.cases.new'),
        ...(first !== undefined && shown.length > mostRows
          ? [voice.say('customer-card.cases.others', { label: labelOf(first) })]
          : []),
      ],
      sections:
        shown.length === 0
          ? []
          : [{ title: null, rows: shown.map((about, at) => rowOf(about, at, { context, desk })) }],
      buttons: [],
    },
    { ...fresh, notice },
    desk,
  );
};

type Which = Extract<Picture, { card: 'customer-which' }>;

/** What they wrote stands in an input: it can be mended, and travels with whichever button is pressed. */
const wordsInput = ({ text }: Which, { policy }: CardContext): Question =>
  question('text', 'long-text', {
    label: 'customer-card.which.words',
    required: false,
    value: text,
    maxLength: policy.numbers.longestTextCharacters,
  });

const whichRow = (about: Case, picture: Which, context: CardContext, { voice }: Desk): PageRow => ({
  label: labelOf(about),
  title: titleOf(about, voice),
  lines: [voice.words(stateOf(about, context))],
  buttons: deskOf(context, { caseId: about.id, version: about.version, card: 'customer-which' }).buttons({
    verb: 'my-answer',
    says: waitsForThem(about) ? 'my-answers' : 'my-belongs',
    sends: 'inputs',
    data: { files: JSON.stringify(picture.files) },
  }),
});

/** "About which case, or something new?" */
export const customerWhichCard = (picture: Which, context: CardContext): Drawing => {
  const desk = freeOf(context, 'customer-which');
  const { voice } = desk;
  const cases = picture.cases.flatMap(
    (id) => context.around.others.find((one) => one.case.id === id)?.case ?? [],
  );
  const hasFiles = picture.files.length > 0;
  const files = picture.files.map(({ name }) => typed(name));
  const title = cases.length === 0 ? 'customer-card.which.new' : 'customer-card.which.title';
  return customerPage(
    {
      label: voice.words(contactOf(context).partner),
      title: voice.say(title),
      summary: voice.plain(title),
      explain: hasFiles ? [voice.say('customer-card.files', { files })] : [],
      sections:
        cases.length === 0
          ? []
          : [{ title: null, rows: cases.map((about) => whichRow(about, picture, context, desk)) }],
      questions: [wordsInput(picture, context)],
      buttons: [
        {
          verb: 'my-report',
          place: 'first',
          sends: 'inputs',
          data: { files: JSON.stringify(picture.files) },
        },
      ],
    },
    fresh,
    desk,
  );
};

/** One sentence and the ways on from it. */
export const customerNoticeCard = (
  { says, forward }: Extract<Picture, { card: 'customer-notice' }>,
  context: CardContext,
): Drawing => {
  const { voice, buttons } = freeOf(context, 'customer-notice');
  return {
    template: 'notice',
    summary: voice.plainWords(says),
    foldable: [],
    view: {
      text: voice.words(says),
      buttons: buttons(...forward.map((verb: CustomerForward): Button => ({ verb }))),
    },
  };
};
