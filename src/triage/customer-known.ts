import type { Case } from './case.ts';
import type { Customer, PersonId } from './desk.ts';
import type { LeadRef } from './desk-state.ts';
import { onCallAt, deskZone } from './on-call.ts';
import type { Ownership, Role } from './rights.ts';
import { talkOf } from './talk.ts';
import type { Known } from './turn.ts';

/** All that one turn of somebody of a customer may know. */
export type CustomerKnown = {
  /**
   * What every turn of a case needs. `case` is the one they clicked on or named, and only if they may see it; its
   * customer stands beside it.
   */
  readonly known: Known;
  readonly role: Extract<Role, 'contact' | 'colleague'>;
  /** Whom they belong to. */
  readonly of: Customer;
  /** All they may see, newest first. */
  readonly cases: readonly Case[];
};

/** A case of this list's tenant: their own if they opened it. */
export const ownershipOf = (about: Case, personId: PersonId): Extract<Ownership, 'own' | 'shared'> =>
  talkOf(about).openedBy?.personId === personId ? 'own' : 'shared';

/**
 * Who keeps a case that a customer opened until an agent takes it: the lead on call, else a lead, else anybody of the
 * desk the bot has met. Null: nobody of the desk has ever spoken to the bot.
 */
export const keeperOf = ({ desk, profile, now, colleagues }: Known): LeadRef | null =>
  onCallAt(desk, now, deskZone(desk, profile)) ?? desk.leads[0] ?? colleagues[0] ?? null;
