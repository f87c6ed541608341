/** A message to a customer as a mail: the very text that was shown to whoever sent it, in its own language. */
import { plainWords } from '../cards/phrase.ts';
import type { Texts } from '../texts/texts.ts';
import { caseLabel, type Case } from '../triage/case.ts';
import type { PartnerProfile } from '../triage/desk.ts';
import { partnerNow } from '../triage/partner-now.ts';
import { phrase, typed } from '../triage/phrase.ts';
import type { TalkMessage } from '../triage/talk.ts';
import type { Delivery, Mail, Store } from './ports.ts';

export type Letter = {
  readonly about: Case;
  readonly message: Extract<TalkMessage, { from: 'desk' }>;
  readonly email: string;
};

/** Sends once. */
export type SendLetter = (letter: Letter) => Promise<Delivery>;

type Parts = {
  readonly mail: Mail;
  readonly texts: Texts;
  readonly profile: PartnerProfile;
  readonly store: Pick<Store, 'desk'>;
};

export const createSendLetter =
  ({ mail, texts, profile, store }: Parts): SendLetter =>
  async ({ about, message, email }) => {
    const { name, contact } = partnerNow(profile, await store.desk());
    const label = caseLabel(about.number);
    return mail.send({
      to: { name: message.to.name, email },
      replyTo: { name, email: contact.email },
      subject: plainWords(phrase('mail.subject', { partner: typed(name), label }), message.language, texts),
      text: message.text,
      reference: `${label}/${message.id}`,
    });
  };
