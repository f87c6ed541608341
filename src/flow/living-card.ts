import type { Picture } from '../triage/picture.ts';

const prefixes: Readonly<Record<string, string>> = {
  'lead-case': 'lead|',
  'from-customer': 'from-customer|',
};

/**
 * A case has up to three: its owner's card, its post for the leads, and the news that a customer opened it. `card`:
 * which of them a button stands on.
 */
export const livingName = (caseId: string, card: string): string => `${prefixes[card] ?? ''}${caseId}`;

/** Stands where another card was and says where it went: it rewrites that one, and is nothing by itself. */
export const isPointer = ({ card }: Picture): boolean => card === 'board-moved';

/**
 * Under which name a card's place in a conversation is kept, so that later news rewrite it; null: each is a new card.
 */
export const livingCard = (picture: Picture): string | null => {
  if (picture.card === 'case' || picture.card === 'lead-case' || picture.card === 'from-customer')
    return livingName(picture.caseId, picture.card);
  if (picture.card === 'board' || isPointer(picture)) return 'board';
  return picture.card === 'check' ? `check|${picture.run}` : null;
};
