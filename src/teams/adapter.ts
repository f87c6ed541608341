import type { ResourceResponse } from 'botbuilder';
import { Fault } from '../fault.ts';
import type { Receive, WireAnswer } from '../flow/ports.ts';
import type { TeamsActivity } from './activity.ts';
import { answerOf, carry, DeskHandler, routable } from './handler.ts';
import { invokeAnswer } from './invoke-answer.ts';
import { BotAdapter, TurnContext } from './sdk.ts';

/**
 * The SDK's programming model on our own transport. A turn gives an answer and sends nothing: everything that goes to
 * people leaves from the outbox, after the commit.
 */
export class DeskAdapter extends BotAdapter {
  readonly #handler: DeskHandler;

  constructor(receive: Receive, now: () => number) {
    super();
    this.#handler = new DeskHandler(receive, now);
  }

  /** One turn, straight to its handler: there is no middleware of others here. Rejects where `receive` rejects. */
  async take(activity: TeamsActivity): Promise<WireAnswer> {
    const context = new TurnContext(this, routable(activity));
    carry(context, activity);
    await this.#handler.run(context);
    const answer = answerOf(context);
    if (activity.type === 'invoke') return invokeAnswer(activity.name ?? '', answer);
    return { status: answer.kind === 'busy' ? 503 : 200 };
  }

  override sendActivities(): Promise<ResourceResponse[]> {
    return forbidden();
  }

  override updateActivity(): Promise<ResourceResponse | undefined> {
    return forbidden();
  }

  override deleteActivity(): Promise<void> {
    return forbidden();
  }

  override continueConversation(): Promise<void> {
    return forbidden();
  }
}

const forbidden = (): Promise<never> => Promise.reject(new Fault('sent-from-inside-a-turn'));
