/** Clicks of the desk about its talk with a customer: write, look at it, send it; take what a customer brought. */
import type { Policy } from '../policy/policy.ts';
import { severityOrNone } from './case-clocks.ts';
import type { Case } from './case.ts';
import { carriedInputs, composed, markOf, readChosen, type Message } from './compose-customer.ts';
import type { StepContext, Written } from './event.ts';
import type { TalkVerb } from './legal.ts';
import { phrase, type Phrase } from './phrase.ts';
import type { Picture, Problem } from './picture.ts';
import { step } from './step.ts';
import { talkOf } from './talk.ts';
import { changeTurn } from './turn-change.ts';
import { answering, casePicture, showing } from './turn-parts.ts';
import type { Known, OutgoingRow, Turn } from './turn.ts';

type Inputs = Readonly<Record<string, string>>;

/** A click about the talk, by somebody who may see the case. `key`: of the click, for what it queues. */
export type TalkClick = {
  readonly about: Case;
  readonly inputs: Inputs;
  readonly key: string;
  readonly known: Known;
  readonly policy: Policy;
  readonly context: StepContext;
};

const form = ({ about, inputs }: TalkClick, problems: readonly Problem[] = []): Turn =>
  showing(casePicture(about.id, { panel: 'customer', inputs: carriedInputs(inputs), problems }));

const preview = ({ about, inputs }: TalkClick, notice: Phrase | null = null): Turn =>
  showing(casePicture(about.id, { panel: 'customer-preview', inputs: carriedInputs(inputs), notice }));

/** The message on its way, if it does not go by the agent's own hand. At night it waits for the customer's morning. */
const rowOf = (about: Case, { toId, way, goesAt }: Message): readonly OutgoingRow[] => {
  const messageId = talkOf(about).messages.at(-1)?.id;
  if (way === 'copy' || toId === null || messageId === undefined) return [];
  return [
    {
      key: `told|${about.id}|${messageId}`,
      dueAt: goesAt,
      recipient: { to: 'contact', personId: toId, message: { caseId: about.id, messageId } },
      picture: { card: 'customer-message', caseId: about.id, messageId },
      sendClass: 'at-least-once',
      replacesCard: false,
      urgency: severityOrNone(about) === 'A' ? 'urgent' : 'usual',
    },
  ];
};

type Sending = Pick<TalkClick, 'about' | 'known' | 'policy' | 'context'>;

/** A composed message as a turn: into the talk, the record and the outbox. */
export const sending = ({ about, known, policy, context }: Sending, message: Message): Turn => {
  const { kind: _kind, lines, toId: _toId, ...rest } = message;
  const written: Written = { ...rest, text: known.inWords(lines, message.language) };
  const stepped = step(about, { is: 'customer-written', ...written }, context);
  if (stepped.is === 'refused') return showing(casePicture(about.id, { notice: stepped.notice }));
  const change = {
    before: about,
    after: stepped.case,
    noted: stepped.noted,
    rows: rowOf(stepped.case, message),
  };
  return {
    ...changeTurn(change, known, policy),
    picture: casePicture(about.id, { notice: stepped.notice }),
  };
};

/** Sends what was previewed. Whatever changed since, the agent looks at it first. */
const send = (click: TalkClick): Turn => {
  const { about, inputs, known, policy } = click;
  const context = { ...known, policy };
  const read = readChosen(about, inputs, context);
  if ('problems' in read) return form(click, read.problems);
  const message = composed(about, read.chosen, context);
  if (message.kind === 'refused') return preview(click);
  const mark = markOf(about, message, known.inWords(message.lines, message.language));
  return mark === inputs['seen'] ? sending(click, message) : preview(click, phrase('notice.text-changed'));
};

const look = (click: TalkClick): Turn => {
  const read = readChosen(click.about, click.inputs, { ...click.known, policy: click.policy });
  return 'problems' in read ? form(click, read.problems) : preview(click);
};

const requestCard = (caseId: string, notice: Phrase | null): Picture => ({
  card: 'from-customer',
  caseId,
  problems: [],
  inputs: {},
  notice,
});

/** The card everybody sees says who took it; the case itself opens in the taker's own chat. */
const take = ({ about, key, known, policy, context }: TalkClick): Turn => {
  const stepped = step(about, { is: 'request-taken' }, context);
  if (stepped.is === 'refused') return showing(requestCard(about.id, stepped.notice));
  const opened = answering(known, key, casePicture(about.id, { notice: stepped.notice }));
  const change = { before: about, after: stepped.case, noted: stepped.noted, rows: opened.rows };
  return { ...changeTurn(change, known, policy), picture: requestCard(about.id, null) };
};

export const actOnTalk = (verb: TalkVerb, click: TalkClick): Turn => {
  switch (verb) {
    case 'write-customer':
      return form(click);
    case 'preview-customer':
      return look(click);
    case 'send-customer':
      return send(click);
    case 'take-request':
      return take(click);
  }
};
