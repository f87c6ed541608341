/** What a lead fills in on a post of the lead room. Only who clicked sees the form; the post itself stays. */
import { factValues } from '../policy/facts.ts';
import { caseLabel } from '../triage/case.ts';
import { severityOf } from '../triage/case-summary.ts';
import { phrase } from '../triage/phrase.ts';
import type { Button } from './buttons.ts';
import type { Drawing } from './card.ts';
import { cut } from './escape.ts';
import { formCard, question } from './forms.ts';
import type { Led } from './led.ts';
import { personQuestions } from './person-questions.ts';
import type { Question } from './question-view.ts';

/** To the post; a private case has none, so its card is where the lead came from. */
const backTo = ({ case: { sensitive } }: Led): Button =>
  sensitive
    ? { verb: 'open', says: 'open-case' }
    : { verb: 'lead-show', says: 'back', data: { panel: 'state' } };

const reason = question('reason', 'long-text', { maxLength: 1_000 });

type LeadForm = {
  readonly name: string;
  readonly questions: readonly Question[];
  readonly verb: string;
  readonly says: string;
};

const leadForm = (led: Led, { name, questions, verb, says }: LeadForm): Drawing => {
  const { case: subject, picture, desk, voice } = led;
  return formCard(
    {
      name: `lead.${name}`,
      label: caseLabel(subject.number),
      questions,
      notice: picture.notice === null ? null : voice.words(picture.notice),
      explain: voice.say(`card.lead.${name}.explain`, {
        label: caseLabel(subject.number),
        owner: cut(subject.ownerName, 60),
      }),
      buttons: [{ verb, says, place: 'first', sends: 'inputs' }, backTo(led)],
    },
    picture,
    desk,
  );
};

export const assignForm = (led: Led): Drawing => {
  const { around } = led.context;
  const others = around.colleagues.filter(({ personId }) => personId !== led.case.owner);
  return leadForm(led, {
    name: 'assign',
    questions: personQuestions('assignee', others, around.desk.leads),
    verb: 'assign',
    says: 'assign-to',
  });
};

export const sendBackForm = (led: Led): Drawing =>
  leadForm(led, { name: 'send-back', questions: [reason], verb: 'send-back', says: 'send-back-now' });

export const severityForm = (led: Led): Drawing =>
  leadForm(led, {
    name: 'severity',
    questions: [
      question('severity', 'choice', {
        choices: factValues.severityChosen.map((level) => ({
          value: level,
          says: phrase(`severity.${level}.name`),
        })),
        value: severityOf(led.case),
      }),
      reason,
    ],
    verb: 'lead-severity',
    says: 'save-severity',
  });
