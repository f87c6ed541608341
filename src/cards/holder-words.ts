/** Whose move it is, and what comes next, in words. */
import type { DoorRow, Policy } from '../policy/policy.ts';
import { doorOf } from '../triage/bounce.ts';
import type { Case } from '../triage/case.ts';
import { signsSinceFiling } from '../triage/case-clocks.ts';
import { phrase, type Phrase } from '../triage/phrase.ts';
import { doorWords } from './policy-words.ts';

const actorKeys: Readonly<Record<DoorRow['actor'], string>> = {
  microsoft: 'card.holder.microsoft',
  '21vianet': 'card.holder.vianet',
  isv: 'card.holder.isv',
  provider: 'card.holder.provider',
  desk: 'card.holder.desk',
  'own-tenant': 'card.holder.desk',
  msrc: 'card.holder.microsoft',
  nobody: 'card.holder.microsoft',
};

/** Who stands behind the door of the case: Microsoft, 21Vianet, the vendor, the provider. */
export const vendorWords = (subject: Case, policy: Policy): Phrase => {
  const id = doorOf(subject);
  const row = policy.doors.find((door) => door.id === id);
  return phrase(row === undefined ? 'card.holder.isv' : actorKeys[row.actor]);
};

/** Who has to move now. */
export const holderWords = (subject: Case, policy: Policy): Phrase => {
  const { holder } = subject.follow;
  return holder === 'vendor' ? vendorWords(subject, policy) : phrase(`card.holder.${holder}`);
};

/** The vendor's newest sign since the case was filed; null while there is none. */
export const lastSign = (subject: Case): Case['follow']['vendor'][number] | null =>
  signsSinceFiling(subject).at(-1) ?? null;

/** They asked, and nobody has answered them yet: this rings louder than any clock. */
export const asksUs = (subject: Case): boolean =>
  lastSign(subject)?.sign === 'asks-us' && subject.follow.holder === 'desk';

/** What the state of a case is called beside its severity. */
export const stateWords = (subject: Case, policy: Policy): Phrase => {
  const { stage, decision } = subject;
  switch (stage.at) {
    case 'intake':
      return phrase('card.state.intake');
    case 'closed':
      return phrase(`card.state.${stage.how}`);
    case 'decided':
      return phrase(`card.state.${decision === null ? 'decided' : decision.verdict.outcome}`);
    case 'handed-over':
      return asksUs(subject)
        ? phrase('card.follow.asks', { who: vendorWords(subject, policy) })
        : phrase('card.lead.with', { who: holderWords(subject, policy) });
  }
};

/** What has to be done next, and by whom. */
export const nextWords = (subject: Case, policy: Policy): Phrase => {
  const { stage, decision, follow } = subject;
  const who = holderWords(subject, policy);
  if (stage.at === 'handed-over') {
    const sign = lastSign(subject)?.sign;
    if (sign === 'closed') return phrase('card.next.confirm');
    return follow.holder === 'desk'
      ? phrase('card.next.answer', { who: vendorWords(subject, policy) })
      : phrase('card.next.wait', { who });
  }
  if (stage.at === 'intake' || decision === null) return phrase('card.next.intake');
  if (follow.holder !== 'desk') return phrase('card.next.wait', { who });
  const { outcome, channel } = decision.verdict;
  if (outcome === 'needs-info') return phrase('card.next.intake');
  if (outcome === 'blocked') return phrase('card.next.blocked');
  return channel === null || outcome === 'solve-in-house'
    ? phrase('card.next.solve')
    : phrase('card.next.file', { door: doorWords(channel) });
};
