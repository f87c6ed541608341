/** Requests as a patient but clumsy caller sends them: an answer counts even if the body was not wanted. */
import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/** `status` 0: the connection ended without an answer. */
export type Answered = { readonly status: number; readonly text: string; readonly ms: number };

const longBody = 100_000;

/** A text or bytes go as they are, everything else as JSON. */
export const post = (
  url: string,
  body: unknown,
  authorization: string | null,
  patienceMs = 20_000,
): Promise<Answered> =>
  new Promise((resolve) => {
    const from = performance.now();
    let text = '';
    const end = (status: number): void => resolve({ status, text, ms: performance.now() - from });
    const sent = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
    const outgoing = request(`${url}/api/messages`, {
      method: 'POST',
      agent: false,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(sent),
        ...(authorization === null ? {} : { authorization }),
      },
      signal: AbortSignal.timeout(patienceMs),
    });
    outgoing.on('response', (answer) => {
      answer.on('data', (piece: Buffer) => (text += piece.toString('utf8').slice(0, 10_000)));
      for (const over of ['end', 'error', 'close']) answer.on(over, () => end(answer.statusCode ?? 0));
    });
    outgoing.on('error', () => end(0));
    // Who refuses a long body does so at its head; a caller who never looks up before its end would miss that.
    outgoing.flushHeaders();
    setTimeout(() => outgoing.end(sent), sent.length > longBody ? 100 : 0);
  });

/** Whether it came true before patience ended. */
export const eventually = async (isTrue: () => boolean, patienceMs: number): Promise<boolean> => {
  const endsAt = performance.now() + patienceMs;
  while (!isTrue()) {
    if (performance.now() > endsAt) return false;
    await pause(20);
  }
  return true;
};
