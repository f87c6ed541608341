/** Answer → the body each kind of invoke expects. Every invoke gets one it understands, the unknown ones too. */
import type { Answer } from '../flow/ports.ts';

type InvokeAnswer = { readonly status: number; readonly json?: string };

const cardType = 'application/vnd.microsoft.card.adaptive';
const messageType = 'application/vnd.microsoft.activity.message';
const searchType = 'application/vnd.microsoft.search.searchResponse';

type Shown = Exclude<Answer, { kind: 'busy' }>;
/** JSON; a card is JSON already. */
type Say = (answer: Shown) => string | undefined;

const attachment = (card: string): string => `{"contentType":"${cardType}","content":${card}}`;

const toCard: Say = (answer) => {
  if (answer.kind === 'card') return `{"statusCode":200,"type":"${cardType}","value":${answer.json}}`;
  const value = answer.kind === 'message' ? answer.text : '';
  return JSON.stringify({ statusCode: 200, type: messageType, value });
};

const toSearch: Say = (answer) => {
  const results = answer.kind === 'choices' ? answer.choices : [];
  return JSON.stringify({ statusCode: 200, type: searchType, value: { results } });
};

/** Opening a dialog needs a content; sending one may simply close it. */
const toDialog: Say = (answer) => {
  if (answer.kind === 'card')
    return `{"task":{"type":"continue","value":{"card":${attachment(answer.json)}}}}`;
  return JSON.stringify({ task: { type: 'message', value: answer.kind === 'message' ? answer.text : '' } });
};
const toSentDialog: Say = (answer) =>
  answer.kind === 'card' || answer.kind === 'message' ? toDialog(answer) : '{}';

const toExtension: Say = (answer) => {
  if (answer.kind === 'message')
    return JSON.stringify({ composeExtension: { type: 'message', text: answer.text } });
  const attachments = answer.kind === 'card' ? attachment(answer.json) : '';
  return `{"composeExtension":{"type":"result","attachmentLayout":"list","attachments":[${attachments}]}}`;
};

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
  const json = (say ?? silent)(answer);
  return json === undefined ? { status: 200 } : { status: 200, json };
};
