/** What passed between the desk and a customer, both sides, with how our messages ended. */
import { caseLabel, type Case } from '../triage/case.ts';
import { talkOf, type Delivered, type TalkMessage } from '../triage/talk.ts';
import { deskOf, showPanel } from './buttons.ts';
import type { Drawing } from './card.ts';
import type { CasePicture } from './case-view.ts';
import type { CardContext } from './context.ts';
import { deskPage, type PageRow, type Section } from './desk-page.ts';
import { cut, lines, literal } from './escape.ts';
import type { JsonObject } from './expand.ts';
import { aboutWords } from './led.ts';
import type { Voice } from './voice.ts';

/** As many as a card has room for; all of them stand in the record. */
const mostMessages = 8;
const longestShown = 500;

/** How a message of ours ended or goes on: "delivered in Teams", "waits until 08:00", "not delivered: …". */
const deliveryWords = (delivery: Delivered, voice: Voice): string => {
  switch (delivery.state) {
    case 'waiting':
      return voice.say(`card.talk.waiting.${delivery.way}`, { at: voice.moment(delivery.goesAt) });
    case 'delivered':
      return voice.say(`card.talk.delivered.${delivery.way}`, { at: voice.moment(delivery.at) });
    case 'failed':
      return voice.say(`card.talk.failed.${delivery.why}`);
  }
};

/** The newest of the talk in one line, for the case's card; null: nothing was said yet. */
export const talkLine = (subject: Case, voice: Voice): string | null => {
  const last = talkOf(subject).messages.at(-1);
  if (last === undefined) return null;
  const at = voice.moment(last.at);
  return last.from === 'customer'
    ? voice.say(`card.talk.line.${last.said}`, { who: cut(last.byName, 60), at })
    : voice.say('card.talk.line.ours', {
        who: cut(last.to.name, 60),
        at,
        state: { markdown: deliveryWords(last.delivery, voice) },
      });
};

/** The same as a part of a layout. What did not arrive, and what waits for an answer, stands out. */
export const talkView = (subject: Case, voice: Voice): readonly JsonObject[] => {
  const text = talkLine(subject, voice);
  if (text === null) return [];
  const last = talkOf(subject).messages.at(-1);
  const failed = last?.from === 'desk' && last.delivery.state === 'failed';
  return [{ text, tone: failed ? 'Attention' : last?.from === 'customer' ? 'Accent' : 'Default' }];
};

const textLines = (text: string): readonly string[] =>
  text === ''
    ? []
    : lines(cut(text, longestShown))
        .filter((line) => line.trim() !== '')
        .map(literal);

/** Their files by name: what is in them was never fetched. */
export const fileWords = (
  { files }: Extract<TalkMessage, { from: 'customer' }>,
  voice: Voice,
): readonly string[] =>
  files.length === 0
    ? []
    : [voice.say('card.talk.files', { names: cut(files.map(({ name }) => name).join(', '), 300) })];

const rowOf = (message: TalkMessage, voice: Voice): PageRow => {
  const who = cut(message.byName, 60);
  const at = voice.moment(message.at);
  if (message.from === 'customer')
    return {
      label: voice.say('card.talk.theirs', { who, at }),
      title: voice.say(`card.talk.said.${message.said}`),
      tone: 'Accent',
      lines: [...textLines(message.text), ...fileWords(message, voice)],
    };
  return {
    label: voice.say('card.talk.ours', { who, at, to: cut(message.to.name, 60) }),
    title: deliveryWords(message.delivery, voice),
    tone: message.delivery.state === 'failed' ? 'Attention' : 'Default',
    lines: textLines(message.text),
  };
};

const theirEvents: ReadonlySet<string> = new Set([
  'customer-answered',
  'customer-works',
  'customer-worse',
  'customer-reported',
]);
const longestWords = 1_200;

/** For a notice that the customer wrote: their newest words, and the names of what they attached. */
export const theirWords = (subject: Case, event: string, voice: Voice): readonly Section[] => {
  const said = talkOf(subject).messages.findLast(({ from }) => from === 'customer');
  if (!theirEvents.has(event) || said?.from !== 'customer') return [];
  const names = said.files.map(({ name }) => name).join(', ');
  const files = names === '' ? '' : voice.plain('card.talk.files', { names: cut(names, 300) });
  const copy = [cut(said.text, longestWords), files].filter((one) => one !== '').join('\n');
  return copy === '' ? [] : [{ title: voice.say('card.alert.their-words'), copy }];
};

/** The conversation, newest first. */
export const talkCard = (subject: Case, picture: CasePicture, context: CardContext): Drawing => {
  const desk = deskOf(context, { caseId: subject.id, version: subject.version, card: 'talk' });
  const { voice } = desk;
  const { messages } = talkOf(subject);
  const shown = messages.toReversed().slice(0, mostMessages);
  const isPart = shown.length < messages.length;
  return deskPage(
    {
      label: caseLabel(subject.number),
      title: voice.say('card.talk.title'),
      sub: literal(cut(aboutWords(subject, context), 80)),
      summary: voice.plain('card.talk.title'),
      explain: [
        ...(messages.length === 0 ? [voice.say('card.talk.nothing')] : []),
        ...(isPart ? [voice.say('card.talk.newest', { count: shown.length, all: messages.length })] : []),
      ],
      sections: [{ title: null, rows: shown.map((message) => rowOf(message, voice)) }],
      buttons: [
        { verb: 'write-customer', place: 'first' },
        subject.stage.at === 'intake'
          ? { verb: 'continue', says: 'back' }
          : showPanel('verdict', 'to-verdict'),
      ],
    },
    picture,
    desk,
  );
};
