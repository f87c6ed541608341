/** A bot of a few lines that speaks the Connector's protocol: what the Playground and the harness are tried on. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

const activitySchema = z.object({
  type: z.string(),
  id: z.string(),
  text: z.string().optional(),
  serviceUrl: z.string(),
  conversation: z.object({ id: z.string() }).loose(),
  from: z.object({ id: z.string(), aadObjectId: z.string().optional() }).loose(),
  recipient: z.object({ id: z.string() }).loose(),
  value: z
    .object({ action: z.object({ verb: z.string(), data: z.record(z.string(), z.unknown()) }) })
    .optional(),
});
export type Activity = z.infer<typeof activitySchema>;

type Card = Readonly<Record<string, unknown>>;
type MiniBotOptions = {
  /** What to answer to a message: plain text or a card. */
  readonly onMessage: (text: string) => string | Card;
  /** The card that replaces the clicked one. */
  readonly onAction?: (verb: string, data: Readonly<Record<string, unknown>>) => Card;
};

export type MiniBot = {
  readonly url: string;
  /** Everything that arrived, oldest first. */
  readonly heard: readonly Activity[];
  readonly stop: () => Promise<void>;
};

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(request, 'end');
  return Buffer.concat(chunks).toString('utf8');
};

const send = async (activity: Activity, said: string | Card): Promise<void> => {
  const { serviceUrl, conversation, from, recipient } = activity;
  const content =
    typeof said === 'string'
      ? { text: said }
      : { attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: said }] };
  await fetch(
    `${serviceUrl.replace(/\/$/, '')}/v3/conversations/${encodeURIComponent(conversation.id)}/activities`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ type: 'message', conversation, from: recipient, recipient: from, ...content }),
    },
  );
};

const invokeAnswer = (card: Card): string =>
  JSON.stringify({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: card });

/** In two steps: restify, where a test of the same run loaded it, makes writeHead return nothing. */
const answer = (response: ServerResponse, status: number, body = ''): void => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(body);
};

const serve = ({ onMessage, onAction }: MiniBotOptions, heard: Activity[]): Server =>
  createServer((request, response) => {
    void bodyOf(request).then(async (body) => {
      if (request.method !== 'POST') {
        answer(response, 405);
        return;
      }
      const activity = activitySchema.parse(JSON.parse(body));
      heard.push(activity);
      if (activity.type === 'message') await send(activity, onMessage(activity.text ?? ''));
      const action = activity.value?.action;
      if (action === undefined || onAction === undefined) answer(response, 200);
      else answer(response, 200, invokeAnswer(onAction(action.verb, action.data)));
    });
  });

export const portOf = (server: { address(): AddressInfo | string | null }): number => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
};

export const startMiniBot = async (options: MiniBotOptions): Promise<MiniBot> => {
  const heard: Activity[] = [];
  const server = serve(options, heard).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = async (): Promise<void> => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  return { url: `http://127.0.0.1:${portOf(server)}/api/messages`, heard, stop };
};
