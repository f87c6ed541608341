import type { PartnerProfile } from './desk.ts';
import type { DeskState } from './desk-state.ts';

/**
 * The partner's profile as it holds now: the file's, with what leads set in Teams laid over it. Laid over once more
 * it stays the same, so it does no harm to ask where somebody else has asked already.
 */
export const partnerNow = (
  file: PartnerProfile,
  { settings: { own, zone } }: Pick<DeskState, 'settings'>,
): PartnerProfile => {
  const { contact, support } = file;
  return {
    ...file,
    contact: { ...contact, ...own.contact },
    support: {
      ...support,
      ...own.spoken,
      ...own.words,
      hours: { ...support.hours, ...own.hours, zone: zone ?? support.hours.zone },
    },
  };
};
