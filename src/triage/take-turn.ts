import type { Policy } from '../policy/policy.ts';
import type { Reading } from './reading.ts';
import { handOverForm, offerCases } from './hand-over.ts';
import { actOnCase } from './turn-action.ts';
import { actOnDesk } from './turn-desk.ts';
import { chooseLanguage, listCases, obey, openByClick, openByMessage, tellProblem } from './turn-message.ts';
import { answering, casePicture, notice, nothing, showing } from './turn-parts.ts';
import type { Known, Turn } from './turn.ts';
import { phrase } from './phrase.ts';
import type { Panel } from './picture.ts';
import { isCaseVerb, maySee } from './legal.ts';

type Action = Extract<Reading, { is: 'action' }>;

const click = (action: Action, known: Known, policy: Policy): Turn => {
  const { verb, inputs } = action;
  if (isCaseVerb(verb)) return actOnCase(verb, action, known, policy);
  switch (verb) {
    case 'new-case':
      return openByClick(null, known);
    case 'start-new':
      return openByClick(action.told, known);
    case 'my-cases':
      return showing(listCases(known));
    case 'help':
      return showing({ card: 'help', because: null });
    case 'language':
      return chooseLanguage(inputs['locale'] ?? null, known, policy);
    case 'hand-over':
      return showing(handOverForm());
    case 'offer-cases':
      return offerCases(inputs, known, policy);
    case 'board':
    case 'board-export':
    case 'on-call':
    case 'set-rotation':
    case 'set-override':
    case 'drop-override':
    case 'settings':
    case 'save-settings':
      return actOnDesk(verb, inputs, known, policy);
  }
};

/** Once per installation: a repeated event of the same installation finds the mark and says nothing. */
const welcome = (known: Known, key: string): Turn => {
  const { person, now } = known;
  if (person.welcomedAt !== null) return nothing;
  const welcomed = { ...person, version: person.version + 1, welcomedAt: now };
  return { ...answering(known, key, { card: 'welcome' }), person: welcomed };
};

/** After a removal the next installation is greeted again. */
const farewell = ({ person }: Known): Turn =>
  person.welcomedAt === null
    ? nothing
    : { ...nothing, person: { ...person, version: person.version + 1, welcomedAt: null } };

const refresh = ({ case: about, person }: Known, panel: Panel | null): Turn =>
  about !== null && maySee(person, about)
    ? showing(casePicture(about.id, { panel: panel ?? 'verdict' }))
    : nothing;

/** A lead who can be reached is known to the desk from the first word on, under the newest name. */
const withLead = ({ person, desk }: Known, turn: Turn): Turn => {
  const isKnown = desk.leads.some(({ personId, name }) => personId === person.id && name === person.name);
  if (!person.isLead || person.address === null || isKnown) return turn;
  const next = turn.desk ?? { ...desk, version: desk.version + 1 };
  const others = next.leads.filter(({ personId }) => personId !== person.id);
  const met = { personId: person.id, name: person.name };
  return { ...turn, desk: { ...next, leads: [met, ...others] } };
};

/**
 * One turn of the conversation: what was read and all that is known become everything that changes and everything
 * to be said. Pure: the same turn taken again gives the same result.
 */
export const takeTurn = (known: Known, reading: Reading, policy: Policy): Turn =>
  reading.is === 'ignored' || reading.is === 'refresh'
    ? answerTo(known, reading, policy)
    : withLead(known, answerTo(known, reading, policy));

const answerTo = (known: Known, reading: Reading, policy: Policy): Turn => {
  const { key } = reading;
  const hint = (because: string): Turn => answering(known, key, { card: 'help', because: phrase(because) });
  switch (reading.is) {
    case 'command':
      return obey(reading.command, known, key, policy);
    case 'new-case':
      return openByMessage(reading.told, known, key);
    case 'problem':
      return tellProblem(reading.told, known, key);
    case 'action':
      return click(reading, known, policy);
    case 'greeting':
      return answering(known, key, notice('notice.greeting', ['new-case', 'my-cases', 'help']));
    case 'thanks':
      return answering(known, key, notice('notice.thanks', ['my-cases', 'new-case']));
    case 'empty':
      return hint('notice.empty');
    case 'files':
      return answering(known, key, notice('notice.files', ['new-case', 'my-cases']));
    case 'nonsense':
      return answering(known, key, notice('notice.nonsense', ['new-case', 'help']));
    case 'edited':
      return answering(known, key, notice('notice.edited', ['my-cases', 'new-case']));
    case 'installed':
      return welcome(known, key);
    case 'removed':
      return farewell(known);
    case 'refresh':
      return refresh(known, reading.panel);
    case 'unknown-action':
      return showing(notice('notice.unknown-action', ['my-cases', 'help']));
    case 'ignored':
      return nothing;
  }
};
