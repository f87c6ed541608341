/** The bytes of a request's body, and those of an answer. */
import { transcode } from 'node:buffer';
import type { IncomingMessage } from 'node:http';

/** By events: a stream's own iterator costs a turn more than its token and its text together. */
export const bodyOf =
  (request: IncomingMessage) =>
  (most: number): Promise<Uint8Array | null> =>
    new Promise((resolve, reject) => {
      const pieces: Buffer[] = [];
      let bytes = 0;
      const take = (piece: Buffer): void => {
        pieces.push(piece);
        if ((bytes += piece.length) <= most) return;
        request.off('data', take).pause();
        resolve(null);
      };
      request.on('data', take);
      request.on('end', () => resolve(pieces.length === 1 ? (pieces[0] ?? null) : Buffer.concat(pieces)));
      // After the end it says nothing new; before it, the caller is gone.
      request.on('close', () => reject(new Error('the caller broke off')));
    });

/** As `Buffer.from` does, in a third of the time: one curly quote in a card, and each of its characters takes two bytes. */
export const bytesOf = (text: string): Buffer => {
  try {
    return transcode(Buffer.from(text, 'utf16le'), 'utf16le', 'utf8');
  } catch {
    // Half a character: as everywhere, a mark stands in its place.
    return Buffer.from(text);
  }
};
