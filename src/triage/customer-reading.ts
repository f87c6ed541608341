import type { VocabularyRow } from '../policy/policy.ts';
import type { Policy } from '../policy/policy.ts';
import type { Inbound, What } from './inbound.ts';
import { customerPanels, type CustomerPanel } from './picture.ts';
import { toldProblem, readMessage } from './read-message.ts';
import type { Reading, ToldProblem } from './reading.ts';
import type { NamedFile } from './talk.ts';
import { folded } from './words.ts';

/** What somebody of a customer can ask for. The names stand on their cards. */
export const customerVerbs = [
  'my-status',
  'my-case',
  'my-answer',
  'my-works',
  'my-worse',
  'my-report',
  'my-stop',
  'my-resume',
  'my-language',
] as const;
export type CustomerVerb = (typeof customerVerbs)[number];

/** Verbs about one case; all others are about the person. */
export const customerCaseVerbs = ['my-case', 'my-answer', 'my-works', 'my-worse'] as const;
export type CustomerCaseVerb = (typeof customerCaseVerbs)[number];

export const isCustomerCaseVerb = (verb: CustomerVerb): verb is CustomerCaseVerb =>
  customerCaseVerbs.some((one) => one === verb);

/** Their own words, with what was attached. */
export type Said = { readonly text: string; readonly files: readonly NamedFile[] };

export type CustomerReading = { readonly key: string } & CustomerReadingOf;

type CustomerReadingOf =
  | {
      readonly is: 'action';
      readonly verb: CustomerVerb;
      readonly inputs: Readonly<Record<string, string>>;
      readonly panel: CustomerPanel;
      readonly said: Said;
      /** What the words let one guess, should they open a case. */
      readonly told: ToldProblem;
    }
  | { readonly is: 'command'; readonly command: 'status' | 'help' | 'stop' | 'resume' }
  | { readonly is: 'language'; readonly wanted: string | null }
  | { readonly is: 'case'; readonly number: number }
  /** `isClear`: enough words to be a report; less is asked about before a case is made of it. */
  | { readonly is: 'wrote'; readonly said: Said; readonly told: ToldProblem; readonly isClear: boolean }
  | { readonly is: 'greeting' | 'thanks' | 'empty' | 'edited' | 'installed' | 'removed' }
  | { readonly is: 'unknown-action' | 'ignored' };

type Message = Extract<What, { kind: 'message' }>;
type Click = Extract<What, { kind: 'action' }>;

const bare = (text: string): string =>
  folded(text)
    .replace(/<at[^>]*>.*?<\/at>/giu, ' ')
    .replace(/^[\s/]+|[\s!.,?！。、，？]+$/gu, '');

/** A word that asks for something only customers ask for, where it is the whole message. */
const askedBy = (text: string, vocabulary: readonly VocabularyRow[]): VocabularyRow['asks'] => {
  const words = bare(text);
  return vocabulary.find((row) => row.asks !== undefined && row.words.includes(words))?.asks;
};

/** More files than anybody names in one message; their names travel on several buttons of one card. */
const mostFiles = 8;
const longestName = 80;
const longestType = 40;

const namedFiles = (files: readonly NamedFile[]): readonly NamedFile[] =>
  files
    .slice(0, mostFiles)
    .map(({ name, type }) => ({ name: name.slice(0, longestName), type: type.slice(0, longestType) }));

const wrote = (
  text: string,
  files: readonly NamedFile[],
  isClear: boolean,
  policy: Policy,
): CustomerReadingOf => {
  const told = toldProblem(text, policy);
  return { is: 'wrote', said: { text: told.text, files: namedFiles(files) }, told, isClear };
};

/** Words that are commands to the desk alone are just words here. */
const ofMessage = (reading: Reading, message: Message, policy: Policy): CustomerReadingOf => {
  const text = message.text.replace(/<at[^>]*>.*?<\/at>/giu, ' ').trim();
  const asIs = (isClear: boolean): CustomerReadingOf => wrote(text, message.files, isClear, policy);
  switch (reading.is) {
    case 'command':
      return ofCommand(reading.command, asIs);
    case 'new-case':
      return reading.told === null ? { is: 'command', command: 'help' } : asIs(true);
    case 'greeting':
    case 'thanks':
      return message.files.length > 0 ? asIs(true) : { is: reading.is };
    case 'empty':
      return { is: 'empty' };
    case 'files':
    case 'problem':
      return asIs(true);
    case 'nonsense':
      return asIs(message.files.length > 0);
    case 'edited':
    case 'installed':
    case 'removed':
    case 'refresh':
    case 'action':
    case 'unknown-action':
    case 'ignored':
      return { is: 'ignored' };
  }
};

type Command = Extract<Reading, { is: 'command' }>['command'];

const ofCommand = (command: Command, asIs: (isClear: boolean) => CustomerReadingOf): CustomerReadingOf => {
  switch (command.name) {
    case 'my-cases':
      return { is: 'command', command: 'status' };
    case 'help':
      return { is: 'command', command: 'help' };
    case 'language':
      return { is: 'language', wanted: command.wanted };
    case 'case':
      return { is: 'case', number: command.number };
    case 'find':
    case 'use-channel':
    case 'board':
    case 'check':
    case 'on-call':
    case 'settings':
    case 'hand-over':
      return asIs(false);
  }
};

const isNamedFile = (value: unknown): value is NamedFile =>
  typeof value === 'object' &&
  value !== null &&
  'name' in value &&
  'type' in value &&
  typeof value.name === 'string' &&
  typeof value.type === 'string';

/** Names of files travel with a card as text; anything else in their place is no file. */
const filesIn = (carried: string): readonly NamedFile[] => {
  try {
    const read: unknown = JSON.parse(carried);
    return Array.isArray(read) ? namedFiles(read.filter(isNamedFile)) : [];
  } catch {
    return [];
  }
};

const textsOf = (data: Click['data']): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(data).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );

const ofClick = (click: Click, policy: Policy): CustomerReadingOf => {
  const verb = customerVerbs.find((one) => one === click.verb);
  // A client that redraws its card by itself has asked for nothing.
  if (click.automatic) return { is: 'ignored' };
  if (verb === undefined) return { is: 'unknown-action' };
  const inputs = textsOf(click.data);
  const told = toldProblem((inputs['text'] ?? '').trim(), policy);
  return {
    is: 'action',
    verb,
    inputs,
    panel: customerPanels.find((one) => one === inputs['panel']) ?? 'history',
    said: { text: told.text, files: filesIn(inputs['files'] ?? '[]') },
    told,
  };
};

const reading = (inbound: Inbound, policy: Policy): CustomerReadingOf => {
  const { what } = inbound;
  switch (what.kind) {
    case 'message': {
      const asked = askedBy(what.text, policy.vocabulary);
      return asked === undefined || what.files.length > 0
        ? ofMessage(readMessage(inbound, what, policy), what, policy)
        : { is: 'command', command: asked };
    }
    case 'action':
      return ofClick(what, policy);
    case 'installed':
    case 'removed':
    case 'edited':
      return { is: what.kind };
    case 'search':
    case 'other':
      return { is: 'ignored' };
  }
};

/** What somebody of a customer wants. The words of all languages are understood; free text is never thrown away. */
export const readCustomer = (inbound: Inbound, policy: Policy): CustomerReading => ({
  key: inbound.id,
  ...reading(inbound, policy),
});
