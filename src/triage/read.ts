/*
 * Triage is the conversation and the case. It reads what people wrote, asks what still matters and keeps account.
 * It may not know how anything looks, in which language it is said, or what time it is outside of the turn.
 */
import type { Policy } from '../policy/policy.ts';
import type { Inbound, What } from './inbound.ts';
import { domainOf } from './new-customer.ts';
import { panels } from './picture.ts';
import { readMessage, toldProblem } from './read-message.ts';
import { verbs, type Reading, type ToldProblem, type Verb } from './reading.ts';

type Click = Extract<What, { kind: 'action' }>;

/** Only texts count; toggles and numbers arrive as such from some clients. */
const textsOf = (data: Click['data']): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(data).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number'
        ? [[name, String(value)]]
        : [],
    ),
  );

const toldBy = (verb: Verb, text: string, policy: Policy): ToldProblem | null =>
  verb === 'start-new' && text.trim() !== '' ? toldProblem(text, policy) : null;

const readClick = ({ id }: Inbound, click: Click, policy: Policy): Reading => {
  const inputs = textsOf(click.data);
  const panel = panels.find((one) => one === inputs['panel']) ?? null;
  if (click.automatic) return { key: id, is: 'refresh', panel };
  const verb = verbs.find((one) => one === click.verb);
  if (verb === undefined) return { key: id, is: 'unknown-action' };
  return {
    key: id,
    is: 'action',
    verb,
    inputs,
    panel,
    customerId: verb === 'add-customer' ? domainOf(inputs['domain'] ?? '') : (inputs['customer'] ?? null),
    told: toldBy(verb, inputs['text'] ?? '', policy),
  };
};

/** What a message, a click or an event of the conversation comes to. The words of all languages are understood. */
export const readInbound = (inbound: Inbound, policy: Policy): Reading => {
  const { what, id } = inbound;
  switch (what.kind) {
    case 'message':
      return readMessage(inbound, what, policy);
    case 'action':
      return readClick(inbound, what, policy);
    case 'installed':
    case 'removed':
    case 'edited':
      return { key: id, is: what.kind };
    case 'search':
    case 'other':
      return { key: id, is: 'ignored' };
  }
};
