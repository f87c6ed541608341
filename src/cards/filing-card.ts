/** What was filed or sent, as the agent tells it. */
import { onTheWall } from '../clocks/wall-clock.ts';
import { factValues, type Severity } from '../policy/facts.ts';
import { doorOf } from '../triage/bounce.ts';
import { filingDoor } from '../triage/filing-door.ts';
import { phrase } from '../triage/phrase.ts';
import type { Drawing } from './card.ts';
import { severityOf, type Decided } from './case-view.ts';
import { back, caseForm, question } from './forms.ts';
import { doorWords } from './policy-words.ts';
import type { Question } from './question-view.ts';

const severityChoices = factValues.severityChosen.map((level) => ({
  value: level,
  says: phrase(`severity.${level}.name`),
}));

const severityQuestion = (level: Severity, where: 'field' | 'in-text'): Question =>
  question('severity', 'choice', {
    choices: severityChoices,
    value: level,
    hint: `card.filing.severity-${where}`,
  });

/** "I filed it" or "I sent it": number, time and severity as submitted. Also corrects what was told before. */
export const filingCard = (decided: Decided): Drawing => {
  const { case: subject, context, desk } = decided;
  const filing = subject.stage.at === 'handed-over' ? subject.stage.filing : null;
  const filed = onTheWall(filing?.filedAt ?? context.now, context.zone);
  const level = filing?.severity ?? severityOf(decided);
  const verb = filing === null ? 'file' : 'correct-filing';
  const door = doorOf(subject);
  const { words, givesNumber, severity } = filingDoor(door, context.policy);
  const isSent = words === 'send';
  const says = isSent ? 'sending' : 'filing';
  return caseForm(decided, {
    name: filing === null ? says : `correct-${says}`,
    explain: door === null ? null : desk.voice.say(`card.${says}.explain`, { door: doorWords(door) }),
    questions: [
      question('requestNumber', 'text', {
        label: isSent ? 'card.input.theirNumber' : 'card.input.requestNumber',
        value: filing?.requestNumber ?? null,
        required: givesNumber,
        maxLength: 80,
      }),
      question('filedDate', 'date', {
        label: isSent ? 'card.input.sentDate' : 'card.input.filedDate',
        value: filed.date,
      }),
      question('filedTime', 'time', { value: filed.time }),
      ...(level === null || severity === 'none' ? [] : [severityQuestion(level, severity)]),
    ],
    buttons: [{ verb, says: 'save', place: 'first', sends: 'inputs' }, back],
  });
};
