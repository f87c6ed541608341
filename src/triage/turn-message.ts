import type { Policy } from '../policy/policy.ts';
import type { Case } from './case.ts';
import { languageWanted } from './language-wanted.ts';
import { maySee } from './legal.ts';
import { openCase } from './open-case.ts';
import { phrase } from './phrase.ts';
import type { Picture } from './picture.ts';
import type { Command, ToldProblem } from './reading.ts';
import { isDeskCommand, obeyDesk } from './turn-desk.ts';
import { accountOf, answering, casePicture, nothing, notice } from './turn-parts.ts';
import type { Known, Turn } from './turn.ts';

const opened = (
  told: ToldProblem | null,
  known: Known,
): { readonly turn: Turn; readonly picture: Picture } => {
  const { case: draft, noted } = openCase(told, known);
  const picture = casePicture(draft.id, { notice: told?.isCut === true ? phrase('notice.text-cut') : null });
  const record = accountOf(draft, [noted], known);
  return { picture, turn: { ...nothing, cases: [draft], record } };
};

/** A new draft by message: its card is a new one. */
export const openByMessage = (told: ToldProblem | null, known: Known, key: string): Turn => {
  const { turn, picture } = opened(told, known);
  return { ...turn, rows: answering(known, key, picture).rows };
};

/** A new draft by click: its card takes the place of the clicked one. */
export const openByClick = (told: ToldProblem | null, known: Known): Turn => {
  const { turn, picture } = opened(told, known);
  return { ...turn, picture };
};

/** Free text: with an open draft it may belong there, so that is asked first. */
export const tellProblem = (told: ToldProblem, known: Known, key: string): Turn => {
  const draft: Case | undefined = known.drafts[0];
  if (draft === undefined) return openByMessage(told, known, key);
  return answering(known, key, { card: 'add-or-new', caseId: draft.id, text: told.text });
};

const foundPicture = ({ found, person, case: about }: Known, command: Command): Picture => {
  if (command.name === 'case') {
    if (about !== null && maySee(person, about)) return casePicture(about.id);
    const [only] = found;
    return only === undefined
      ? notice('notice.case-unknown', ['my-cases', 'new-case'])
      : casePicture(only.id);
  }
  const query = command.name === 'find' ? command.query : null;
  if (found.length > 0) return { card: 'cases', cases: found, query };
  return notice(query === null ? 'notice.no-cases' : 'notice.nothing-found', [
    'new-case',
    query === null ? 'help' : 'my-cases',
  ]);
};

/** The person with the language as chosen; null: none of ours was meant. */
const inLanguage = (wanted: string, known: Known, policy: Policy): Turn | null => {
  const locale = languageWanted(wanted, policy.vocabulary);
  if (locale === null) return null;
  const { person } = known;
  const chosen = { ...person, version: person.version + 1, chosenLocale: locale, locale };
  return {
    ...nothing,
    person: chosen,
    picture: notice('notice.language-set', ['new-case', 'my-cases']),
  };
};

/** By click the picture takes the card's place; by message it becomes a row. */
export const chooseLanguage = (wanted: string | null, known: Known, policy: Policy): Turn => {
  const set = wanted === null || wanted === '' ? null : inLanguage(wanted, known, policy);
  return set ?? { ...nothing, picture: { card: 'language' } };
};

const asMessage = (turn: Turn, known: Known, key: string): Turn =>
  turn.picture === null ? turn : { ...turn, rows: answering(known, key, turn.picture).rows, picture: null };

export const obey = (command: Command, known: Known, key: string, policy: Policy): Turn => {
  if (isDeskCommand(command)) return obeyDesk(command, known, key);
  switch (command.name) {
    case 'help':
      return answering(known, key, { card: 'help', because: null });
    case 'language':
      return asMessage(chooseLanguage(command.wanted, known, policy), known, key);
    case 'my-cases':
    case 'case':
      return answering(known, key, foundPicture(known, command));
    case 'find':
      return command.query === ''
        ? answering(known, key, notice('notice.find-what', ['my-cases']))
        : answering(known, key, foundPicture(known, command));
  }
};

export const listCases = (known: Known): Picture => foundPicture(known, { name: 'my-cases' });
