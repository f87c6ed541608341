/**
 * The one way in. Every activity becomes one durable turn: load what is known, take the turn (pure), commit it with
 * its record and outgoing rows in one transaction, then answer with a picture of what was committed. Nobody is
 * answered before the commit; nothing is sent from here. Flow may not know Teams, SQL or the network.
 */
import { randomUUID } from 'node:crypto';
import { Fault } from '../fault.ts';
import { faultFields } from '../log.ts';
import { localeFor } from '../texts/texts.ts';
import type { Inbound } from '../triage/inbound.ts';
import { isAnsweredInPlace } from './arrival.ts';
import { eyesOf } from './customer-eyes.ts';
import { takeCustomersTurn } from './customer-turn.ts';
import { takeDeskTurn } from './desk-turn.ts';
import type { Parts } from './parts.ts';
import type { Answer, Receive } from './ports.ts';
import { refuseStranger } from './stranger.ts';
import { standingOf } from './who.ts';

/** The turn failed: people get a sentence and a number to quote, operators the rest. Teams repeats a message. */
const failed = (inbound: Inbound, caught: unknown, { texts, log }: Parts): Answer => {
  const reference = randomUUID().slice(0, 8);
  log.error({ reference, kind: inbound.what.kind, ...faultFields(caught) }, 'turn failed');
  if (!isAnsweredInPlace(inbound.what)) return { kind: 'busy' };
  const says = caught instanceof Fault && texts.has(caught.says) ? caught.says : 'fault.unexpected';
  return {
    kind: 'message',
    text: texts.say(localeFor(inbound.localeTag, texts.locales), says, { reference }),
  };
};

export const createReceive =
  (parts: Parts): Receive =>
  async (inbound) => {
    const now = parts.clock.now();
    try {
      if (standingOf(inbound, parts.rules) !== 'stranger') return await takeDeskTurn(inbound, now, parts);
      const eyes = inbound.from.isGuest ? null : await eyesOf(inbound.from, parts);
      return eyes === null
        ? await refuseStranger(inbound, now, parts)
        : await takeCustomersTurn(inbound, eyes, now, parts);
    } catch (caught) {
      return failed(inbound, caught, parts);
    }
  };
