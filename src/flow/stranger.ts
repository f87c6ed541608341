/** Nobody of this desk: a polite sentence and a logged line, nothing about any case. */
import { localeFor } from '../texts/texts.ts';
import type { Instant } from '../triage/desk.ts';
import type { Inbound } from '../triage/inbound.ts';
import { phrase, typed } from '../triage/phrase.ts';
import type { Picture } from '../triage/picture.ts';
import type { OutgoingRow } from '../triage/turn.ts';
import { inboundIdOf, isAnsweredInPlace } from './arrival.ts';
import { rowsOnly } from './commit.ts';
import type { Parts } from './parts.ts';
import type { Answer } from './ports.ts';
import { showTo } from './show.ts';

export const refuseStranger = async (inbound: Inbound, now: Instant, parts: Parts): Promise<Answer> => {
  const { store, texts, profile, log, nudge } = parts;
  log.warn({ kind: inbound.what.kind }, 'refused somebody who is not of this desk');
  const locale = localeFor(inbound.localeTag, texts.locales);
  const zone = inbound.zone ?? profile.contact.zone;
  const says = phrase('notice.not-of-this-desk', { partner: typed(profile.name) });
  const picture: Picture = { card: 'notice', says, forward: [] };
  if (isAnsweredInPlace(inbound.what)) return showTo(picture, { person: null, locale, zone }, now, parts);
  if (inbound.what.kind !== 'message') return { kind: 'nothing' };
  const row: OutgoingRow = {
    key: `refusal|${inbound.address.conversationId}`,
    dueAt: now,
    recipient: { to: 'conversation', address: inbound.address, locale, zone },
    picture,
    sendClass: 'at-most-once',
    replacesCard: false,
  };
  await store.commit(rowsOnly([row], inboundIdOf(inbound), now));
  nudge();
  return { kind: 'nothing' };
};
