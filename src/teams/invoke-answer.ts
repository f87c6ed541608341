/** Answer → the body each kind of invoke expects. Every invoke gets one it understands, the unknown ones too. */
import type { Answer, CardJson } from '../flow/ports.ts';

type Body = Readonly<Record<string, unknown>>;
type InvokeAnswer = { readonly status: number; readonly body?: Body };

const cardType = 'application/vnd.microsoft.card.adaptive';
const messageType = 'application/vnd.microsoft.activity.message';
const searchType = 'application/vnd.microsoft.search.searchResponse';

type Shown = Exclude<Answer, { kind: 'busy' }>;
type Say = (answer: Shown) => Body | undefined;

const attachment = (card: CardJson): Body => ({ contentType: cardType, content: card });

const toCard: Say = (answer) => {
  if (answer.kind === 'card') return { statusCode: 200, type: cardType, value: answer.card };
  return { statusCode: 200, type: messageType, value: answer.kind === 'message' ? answer.text : '' };
};

const toSearch: Say = (answer) => ({
  statusCode: 200,
  type: searchType,
  value: { results: answer.kind === 'choices' ? answer.choices : [] },
});

/** Opening a dialog needs a content; sending one may simply close it. */
const toDialog: Say = (answer) => {
  if (answer.kind === 'card') return { task: { type: 'continue', value: { card: attachment(answer.card) } } };
  return { task: { type: 'message', value: answer.kind === 'message' ? answer.text : '' } };
};
const toSentDialog: Say = (answer) =>
  answer.kind === 'card' || answer.kind === 'message' ? toDialog(answer) : {};

const toExtension: Say = (answer) => ({
  composeExtension:
    answer.kind === 'message'
      ? { type: 'message', text: answer.text }
      : {
          type: 'result',
          attachmentLayout: 'list',
          attachments: answer.kind === 'card' ? [attachment(answer.card)] : [],
        },
});

const silent: Say = () => undefined;

/** Names: https://learn.microsoft.com/microsoftteams/platform, invoke activities; checked 2026-11-20. */
const invokes: Readonly<Record<string, Say>> = {
  'adaptiveCard/action': toCard,
  'application/search': toSearch,
  'task/fetch': toDialog,
  'task/submit': toSentDialog,
  'message/fetchTask': toDialog,
  'composeExtension/fetchTask': toDialog,
  'composeExtension/submitAction': toSentDialog,
  'composeExtension/query': toExtension,
  'composeExtension/selectItem': toExtension,
  'composeExtension/queryLink': toExtension,
  'composeExtension/anonymousQueryLink': toExtension,
};

/** The answer to an invoke of this name: 200, or 503 where the sender shall repeat it. */
export const invokeAnswer = (name: string, answer: Answer): InvokeAnswer => {
  if (answer.kind === 'busy') return { status: 503 };
  const say = Object.hasOwn(invokes, name) ? invokes[name] : undefined;
  const body = (say ?? silent)(answer);
  return body === undefined ? { status: 200 } : { status: 200, body };
};
