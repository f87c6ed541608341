import type { Case } from './case.ts';
import type { CaseEvent, StepContext, Stepped } from './event.ts';
import { noted } from './event.ts';
import { bounce } from './bounce.ts';
import { phrase } from './phrase.ts';
import { correctFiling, file, recheckHealth } from './step-filing.ts';
import {
  askCustomer,
  goWithoutApproval,
  hearCustomer,
  persistAfterFiling,
  promiseUpdate,
  reply,
  signByVendor,
  takeFifthGround,
  tellCustomer,
} from './step-follow.ts';
import { addText, answerPage, goBack, keepAnswers, withNewCustomer } from './step-intake.ts';
import { hearTheirWords } from './step-talk.ts';
import { takeRequest, writeToCustomer } from './step-written.ts';
import {
  changeSeverity,
  copyCustomerText,
  disagree,
  goOn,
  handToLead,
  persist,
  revise,
  saveExtras,
  solve,
} from './step-verdict.ts';

const cancel = (from: Case, { now }: StepContext): Stepped => ({
  is: 'changed',
  case: { ...from, stage: { at: 'closed', how: 'cancelled', closedAt: now } },
  noted: [noted('cancelled')],
  notice: phrase('notice.cancelled'),
  panel: 'verdict',
});

type WithCustomer = Extract<
  CaseEvent,
  {
    is:
      | 'customer-asked'
      | 'customer-answered'
      | 'customer-told'
      | 'customer-written'
      | 'request-taken'
      | 'customer-wrote';
  }
>;

/** What passes between the desk and the customer. */
const withCustomer = (from: Case, event: WithCustomer, context: StepContext): Stepped => {
  switch (event.is) {
    case 'customer-asked':
      return askCustomer(from, context);
    case 'customer-answered':
      return hearCustomer(from, context);
    case 'customer-told':
      return tellCustomer(from, event.nextUpdateAt, context);
    case 'customer-written':
      return writeToCustomer(from, event, context);
    case 'request-taken':
      return takeRequest(from, context);
    case 'customer-wrote':
      return hearTheirWords(from, event, context);
  }
};

/** Case + event + policy + now → the next case and its account, or why it stays as it is. Pure. */
export const step = (from: Case, event: CaseEvent, context: StepContext): Stepped => {
  switch (event.is) {
    case 'answered':
      return answerPage(from, event.page, event.answers, context);
    case 'kept':
      return keepAnswers(from, event.page, event.answers, context);
    case 'went-back':
      return goBack(from, event.page, context);
    case 'cancelled':
      return cancel(from, context);
    case 'text-added':
      return addText(from, event.text, context);
    case 'customer-added':
      return withNewCustomer(from, event.customer);
    case 'filed':
      return file(from, event.filing, context);
    case 'filing-corrected':
      return correctFiling(from, event.filing, context);
    case 'health-rechecked':
      return recheckHealth(from, event, context);
    case 'solved':
      return solve(from, context);
    case 'not-solved':
      return goOn(from, context);
    case 'persists':
      return from.stage.at === 'handed-over' ? persistAfterFiling(from, context) : persist(from, context);
    case 'bounced':
      return bounce(from, event, context);
    case 'disagreed':
      return disagree(from, event.reason, context);
    case 'revised':
      return revise(from, event.field, context);
    case 'extras-saved':
      return saveExtras(from, event);
    case 'handed-to-lead':
      return handToLead(from, context);
    case 'customer-text-copied':
      return copyCustomerText(from, context);
    case 'severity-changed':
      return changeSeverity(from, event.severity, event.reason, context);
    case 'vendor-signed':
      return signByVendor(from, event.sign, context);
    case 'replied':
      return reply(from, context);
    case 'update-promised':
      return promiseUpdate(from, event.nextUpdateAt, context);
    case 'went-without-approval':
      return goWithoutApproval(from, event.reason, context);
    case 'fifth-ground':
      return takeFifthGround(from, context);
    case 'customer-asked':
    case 'customer-answered':
    case 'customer-told':
    case 'customer-written':
    case 'request-taken':
    case 'customer-wrote':
      return withCustomer(from, event, context);
  }
};
