/** Nobody of this desk: a polite sentence and a logged line, nothing about any case. */
import { localeFor } from '../texts/texts.ts';
import { partnerContact } from '../triage/customer-contact.ts';
import type { Instant, Locale, PartnerProfile } from '../triage/desk.ts';
import type { Inbound } from '../triage/inbound.ts';
import { partnerNow } from '../triage/partner-now.ts';
import { phrase, typed, type Phrase } from '../triage/phrase.ts';
import type { Picture } from '../triage/picture.ts';
import type { OutgoingRow } from '../triage/turn.ts';
import { inboundIdOf, isAnsweredInPlace } from './arrival.ts';
import { rowsOnly } from './commit.ts';
import type { Parts } from './parts.ts';
import type { Answer } from './ports.ts';
import { showTo } from './show.ts';

/** With what leads set in Teams: an address that changed must not send people to the old one. */
const contactNow = async ({ store, profile }: Parts): Promise<PartnerProfile> =>
  partnerNow(profile, await store.desk());

/** A colleague of the partner knows whom to ask; anybody else is told how the partner is reached. */
const refusalFor = ({ from }: Inbound, locale: Locale, profile: PartnerProfile, { rules }: Parts): Phrase =>
  from.tenantId.toLowerCase() === rules.homeTenantId.toLowerCase()
    ? phrase('notice.not-of-this-desk', { partner: typed(profile.name) })
    : phrase('customer-notice.stranger', partnerContact(profile, { locale }));

export const refuseStranger = async (inbound: Inbound, now: Instant, parts: Parts): Promise<Answer> => {
  const { store, texts, profile, log, nudge } = parts;
  log.warn({ kind: inbound.what.kind }, 'refused somebody who is not of this desk');
  const locale = localeFor(inbound.localeTag, texts.locales);
  const zone = inbound.zone ?? profile.contact.zone;
  const says = refusalFor(inbound, locale, await contactNow(parts), parts);
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
