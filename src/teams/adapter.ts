import type { Activity, ResourceResponse, TurnContext as Context } from 'botbuilder';
import { Fault } from '../fault.ts';
import type { Receive, WireAnswer } from '../flow/ports.ts';
import type { TeamsActivity } from './activity.ts';
import { answerOf, carry, DeskHandler, routable } from './handler.ts';
import type { InvokeAnswer } from './invoke-answer.ts';
import { BotAdapter, TurnContext } from './sdk.ts';

/** Where the handler's answer to an invoke waits for the end of its turn. */
const invokeKey = Symbol('invoke answer');

/**
 * The SDK's programming model on our own transport. A turn can answer an invoke and do nothing else: everything that
 * goes to people leaves from the outbox, after the commit.
 */
export class DeskAdapter extends BotAdapter {
  readonly #handler: DeskHandler;

  constructor(receive: Receive, now: () => number) {
    super();
    this.#handler = new DeskHandler(receive, now);
  }

  /** One turn. Rejects where `receive` rejects. */
  async take(activity: TeamsActivity): Promise<WireAnswer> {
    const context = new TurnContext(this, routable(activity));
    carry(context, activity);
    await this.runMiddleware(context, (turn) => this.#handler.run(turn));
    const answer = context.turnState.get<InvokeAnswer | undefined>(invokeKey);
    return answer ?? { status: answerOf(context).kind === 'busy' ? 503 : 200 };
  }

  override sendActivities(context: Context, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    const [only, ...more] = activities;
    if (only?.type !== 'invokeResponse' || more.length > 0) return forbidden();
    const answer: unknown = only.value;
    context.turnState.set(invokeKey, answer);
    return Promise.resolve([]);
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
