/** Bytes on a socket, for what no well-behaved client would send. */
import { connect } from 'node:net';

/** Whether a whole answer is there, as its length says. */
const isWhole = (text: string): boolean => {
  const length = /content-length: (\d+)/i.exec(text)?.[1];
  return length !== undefined && text.length >= text.indexOf('\r\n\r\n') + 4 + Number(length);
};

/**
 * Writes the pieces and gives back all that came until the other side closed, or until `waitMs` passed in silence.
 * A reset counts as a close.
 */
export const exchange = (
  port: number,
  pieces: readonly (string | Buffer)[],
  waitMs = 2_000,
): Promise<{ readonly text: string; readonly closed: boolean }> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    const end = (closed: boolean): void => {
      clearTimeout(quiet);
      socket.destroy();
      resolve({ text, closed });
    };
    let quiet = setTimeout(() => end(false), waitMs);
    socket.on('data', (piece) => {
      text += piece.toString('latin1');
      clearTimeout(quiet);
      quiet = setTimeout(() => end(false), isWhole(text) ? 0 : waitMs);
    });
    socket.on('error', () => end(true));
    socket.on('close', () => end(true));
    for (const piece of pieces) socket.write(piece);
  });

export const statusOf = (text: string): number | null => {
  const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1];
  return status === undefined ? null : Number(status);
};
