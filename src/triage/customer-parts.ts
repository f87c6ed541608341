import type { CustomerKnown } from './customer-known.ts';
import { phrase, type Phrase } from './phrase.ts';
import type { CustomerForward, CustomerPanel, Picture, Problem } from './picture.ts';
import { nothing } from './turn-parts.ts';
import type { Turn } from './turn.ts';

/** A message is answered by a new card in their chat: an answer to what they said, whatever they stopped. */
export const answerCustomer = ({ known }: CustomerKnown, key: string, picture: Picture): Turn => ({
  ...nothing,
  rows: [
    {
      key: `answer:${key}`,
      dueAt: known.now,
      recipient: { to: 'contact', personId: known.person.id, message: null },
      picture,
      sendClass: 'at-least-once',
      replacesCard: false,
    },
  ],
});

export const customerNotice = (
  key: string,
  forward: readonly CustomerForward[],
): Extract<Picture, { card: 'customer-notice' }> => ({ card: 'customer-notice', says: phrase(key), forward });

/** One case as its customer sees it. */
export const toCustomer = (
  caseId: string,
  shown: {
    readonly panel?: CustomerPanel;
    readonly notice?: Phrase | null;
    readonly problems?: readonly Problem[];
    readonly inputs?: Readonly<Record<string, string>>;
  } = {},
): Extract<Picture, { card: 'customer-case' }> => ({
  card: 'customer-case',
  caseId,
  panel: shown.panel ?? 'history',
  notice: shown.notice ?? null,
  problems: shown.problems ?? [],
  inputs: shown.inputs ?? {},
});
