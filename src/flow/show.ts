/** The synchronous answer: a picture of what was committed. */
import { plainWords } from '../cards/phrase.ts';
import { phrase } from '../triage/phrase.ts';
import type { Picture } from '../triage/picture.ts';
import { readerOf, type Arrival } from './arrival.ts';
import type { Reader } from './reader.ts';
import type { Parts } from './parts.ts';
import type { Answer } from './ports.ts';
import { isInRoom } from './room.ts';
import { sharedCards } from './room-cards.ts';
import { roomReader } from './targets.ts';

/** As it was kept with the turn's keys. Our own writing, so it is a picture. */
export const storedPicture = (answer: string | null): Picture | null =>
  answer === null ? null : (JSON.parse(answer) as Picture);

const gone: Picture = {
  card: 'notice',
  says: phrase('notice.no-such-case'),
  forward: ['my-cases', 'new-case'],
};

/** In the clicked card's place. Nothing left to show: a sentence about it. */
export const showTo = async (
  picture: Picture,
  reader: Reader,
  now: string,
  { compose }: Pick<Parts, 'compose'>,
): Promise<Answer> => {
  const message = (await compose(picture, reader, now)) ?? (await compose(gone, reader, now));
  return message === null ? { kind: 'nothing' } : { kind: 'card', json: message.json };
};

/** What only the one who clicked sees; null: this picture is a card. */
const aside = (picture: Picture, { inbound, person }: Arrival, { texts }: Parts): Answer | null => {
  if (picture.card === 'aside' || (picture.card === 'notice' && isInRoom(inbound)))
    return { kind: 'message', text: plainWords(picture.says, person.locale, texts) };
  if (!isInRoom(inbound) || sharedCards.has(picture.card)) return null;
  return { kind: 'message', text: texts.say(person.locale, 'notice.not-in-a-channel') };
};

type Asked = Pick<Arrival, 'inbound' | 'person' | 'now'>;

export const show = async (picture: Picture | null, asked: Arrival, parts: Parts): Promise<Answer> => {
  if (picture === null) return { kind: 'nothing' };
  const said = aside(picture, asked, parts);
  return said ?? showTo(picture, await readerFor(asked, parts), asked.now, parts);
};

/** A card in a room stays in the desk's language, whoever clicks. */
const readerFor = async ({ inbound, person }: Asked, { store, profile }: Parts): Promise<Reader> =>
  isInRoom(inbound) ? roomReader(await store.desk(), profile) : readerOf(person);
