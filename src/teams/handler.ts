import type { Activity, TurnContext } from 'botbuilder';
import { Fault } from '../fault.ts';
import type { Answer, Receive } from '../flow/ports.ts';
import type { TeamsActivity } from './activity.ts';
import { inboundOf } from './inbound.ts';
import { ActivityHandler } from './sdk.ts';

/** Where a turn keeps the checked activity and the answer; the SDK's own activity type promises what nobody checked. */
const readKey = Symbol('checked activity');
const answerKey = Symbol('answer');

export const carry = (context: TurnContext, activity: TeamsActivity): void => {
  context.turnState.set(readKey, activity);
};

export const answerOf = (context: TurnContext): Answer =>
  context.turnState.get<Answer | undefined>(answerKey) ?? { kind: 'nothing' };

/** As much of an activity as the SDK needs to route it. */
export const routable = (activity: TeamsActivity): Partial<Activity> => ({
  type: activity.type,
  id: activity.id,
  name: activity.name ?? '',
  channelId: activity.channelId,
  serviceUrl: activity.serviceUrl,
  from: { id: activity.from.id, name: activity.from.name ?? '' },
  recipient: { id: activity.recipient.id, name: activity.recipient.name ?? '' },
  conversation: {
    id: activity.conversation.id,
    name: '',
    isGroup: activity.conversation.isGroup ?? false,
    conversationType: activity.conversation.conversationType ?? 'personal',
  },
  value: activity.value,
});

/** Translates and nothing else: every activity becomes an Inbound. */
export class DeskHandler extends ActivityHandler {
  readonly #receive: Receive;
  readonly #now: () => number;

  constructor(receive: Receive, now: () => number) {
    super();
    this.#receive = receive;
    this.#now = now;
  }

  /**
   * All activities, before the SDK's own routing by type and name: that one drops `trigger` from card actions, answers
   * unknown invokes with an error people see, does not know message actions, and takes a dozen steps to find all that.
   */
  protected override async onTurnActivity(context: TurnContext): Promise<void> {
    const activity = context.turnState.get<TeamsActivity | undefined>(readKey);
    if (activity === undefined) throw new Fault('turn-without-activity');
    const answer = await this.#receive(inboundOf(activity, new Date(this.#now()).toISOString()));
    context.turnState.set(answerKey, answer);
  }
}
