/** Names the rows of forms.json may use for composed values. A new name is a line here. */
import { factPhrase, inputValue, deskText, list, namedLine, type PacketContext } from './packet-context.ts';
import { isField } from '../policy/facts.ts';
import * as form from './packet-form.ts';
import * as story from './packet-story.ts';
import type { Phrase } from './phrase.ts';

type Compose = (context: PacketContext) => readonly Phrase[];

const composers: Readonly<Record<string, Compose>> = {
  title: story.title,
  service: (context) => [story.service(context)],
  keywords: story.keywords,
  about: story.about,
  impact: story.impact,
  started: story.started,
  words: story.words,
  description: story.description,
  attachments: story.attachments,
  symptom: story.symptom,
  ground: story.ground,
  health: story.health,
  lacking: story.lacking,
  'provider-ask': story.providerAsk,
  'azure-issue-type': form.azureIssueType,
  'azure-subscription': form.azureSubscription,
  severity: form.severity,
  'support-plan': form.supportPlan,
  consent: form.consent,
  'contact-method': form.contactMethod,
  contact: form.contact,
  'contact-place': form.contactPlace,
  'contact-hours': form.contactHours,
  'night-contact': form.nightContact,
  'copy-to': form.copyTo,
  agent: form.agent,
  'support-language': form.supportLanguage,
  customer: form.customer,
  'partner-id': form.partnerId,
  contract: form.contract,
  'provider-contact': form.providerContact,
  'who-talks': form.whoTalks,
  signature: form.signature,
};

const named = (context: PacketContext, id: string): Phrase | null => {
  const fact = isField(id) ? factPhrase(context, id) : null;
  const text = inputValue(context, id);
  return fact ?? (text === null ? null : deskText(context, text));
};

/** Values stand in rows, of which there are few. */
const inputs = new Map<string, string | null>();

/** The input a line takes directly (`fact:` and `extra:`), or null where it is composed. */
export const inputOfLine = (value: string): string | null => {
  const known = inputs.get(value);
  if (known !== undefined) return known;
  const input = /^(?:fact|extra):(.+)$/.exec(value)?.[1] ?? null;
  inputs.set(value, input);
  return input;
};

/** Whether a row's `value` is one that can be written. */
export const isPacketValue = (value: string): boolean => {
  const input = inputOfLine(value);
  if (input === null) return Object.hasOwn(composers, value);
  return value.startsWith('fact:') === isField(input);
};

/**
 * The paragraphs of one line. `alone`: the field consists of this line only, so that its label already names it.
 */
export const lineParagraphs = (
  context: PacketContext,
  value: string,
  place: 'alone' | 'among-others',
): readonly Phrase[] => {
  const input = inputOfLine(value);
  if (input === null) return composers[value]?.(context) ?? [];
  const text = named(context, input);
  return list(text === null || place === 'alone' ? text : namedLine(input, text));
};
