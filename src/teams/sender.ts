import type { Outbound } from '../outbound/outbound.ts';
import type { OutgoingRequest, Sent } from '../outbound/way-out.ts';
import { hasCode } from './statuses.ts';

/**
 * Sends to the Connector with the bot's token. A token that is not accepted is dropped; a host that says the bot
 * lives on the cloud's other host (403 InvalidBotApiHost) is followed there once. The next message from Teams
 * brings the right address by itself.
 */
export const createSender = ({ wayOut, token, cloud }: Outbound) => {
  const send = async (request: OutgoingRequest): Promise<Sent> => {
    const sent = await wayOut.asBot(request, () => token.get());
    if (sent.kind === 'answered' && sent.status === 401) token.forget();
    return sent;
  };

  const elsewhere = (url: string): string | null => {
    const other = cloud.otherHost;
    if (other === null || !URL.canParse(url)) return null;
    const here = new URL(url);
    if (here.hostname !== other.from) return null;
    return other.base + here.pathname.slice(here.pathname.indexOf('/v3/'));
  };

  return async (request: OutgoingRequest): Promise<Sent> => {
    const sent = await send(request);
    const isElsewhere =
      sent.kind === 'answered' && sent.status === 403 && hasCode(sent.body, 'InvalidBotApiHost');
    const url = isElsewhere ? elsewhere(request.url) : null;
    return url === null ? sent : send({ ...request, url });
  };
};
