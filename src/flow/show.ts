/** The synchronous answer: a picture of what was committed. */
import { phrase } from '../triage/phrase.ts';
import type { Instant } from '../triage/desk.ts';
import type { Picture } from '../triage/picture.ts';
import type { Reader } from './compose.ts';
import type { Parts } from './parts.ts';
import type { Answer } from './ports.ts';

/** As it was kept with the turn's keys. Our own writing, so it is a picture. */
export const storedPicture = (answer: string | null): Picture | null =>
  answer === null ? null : (JSON.parse(answer) as Picture);

const gone: Picture = {
  card: 'notice',
  says: phrase('notice.no-such-case'),
  forward: ['my-cases', 'new-case'],
};

export const show = async (
  picture: Picture | null,
  reader: Reader,
  now: Instant,
  { compose }: Pick<Parts, 'compose'>,
): Promise<Answer> => {
  if (picture === null) return { kind: 'nothing' };
  const message = (await compose(picture, reader, now)) ?? (await compose(gone, reader, now));
  return message === null ? { kind: 'nothing' } : { kind: 'card', card: message.card };
};
