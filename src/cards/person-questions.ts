/** Choosing somebody of the desk: a plain list that works on every client, and the organisation's people beside it. */
import { lookedUpIn, nobody, somebodyElse } from '../triage/colleague.ts';
import type { LeadRef } from '../triage/desk-state.ts';
import { phrase, typed } from '../triage/phrase.ts';
import { cut } from './escape.ts';
import { question } from './forms.ts';
import type { Question } from './question-view.ts';

/** A longer list is a quarter of a card's size and nobody's help; whoever is not in it is looked up. */
const mostListed = 30;

/** The picker answers with Entra object ids, so the list uses them too. */
const objectIdOf = (personId: string): string => personId.split('/').at(-1) ?? personId;

const byName = (one: LeadRef, other: LeadRef): number =>
  one.name < other.name ? -1 : one.name > other.name ? 1 : 0;

/** Of a desk too large for the list its leads are in it, and then whoever comes first by name. */
const listed = (people: readonly LeadRef[], leads: readonly LeadRef[]): readonly LeadRef[] => {
  const isLead = ({ personId }: LeadRef): boolean => leads.some((lead) => lead.personId === personId);
  const sorted = people.toSorted(byName);
  return [...sorted.filter(isLead), ...sorted.filter((one) => !isLead(one))]
    .slice(0, mostListed)
    .toSorted(byName);
};

const choiceOf = ({ personId, name }: LeadRef): Question['choices'][number] => ({
  value: objectIdOf(personId),
  says: typed(cut(name, 50)),
});

/** Looked up in the organisation. Choices: nobody, and those whose names are known where one of them was chosen before. */
const picker = (
  input: string,
  words: Pick<Question, 'label' | 'hint'>,
  people: readonly LeadRef[],
): Question =>
  question(input, 'people', {
    ...words,
    choices: [{ value: nobody, says: phrase('card.on-call.no-backup') }, ...people.map(choiceOf)],
    required: false,
  });

/**
 * Neither field is required by itself: whichever is filled counts, and the server says so where none is. Without
 * anybody to list the picker takes the list's place.
 */
export const personQuestions = (
  input: string,
  people: readonly LeadRef[],
  leads: readonly LeadRef[],
): readonly Question[] => {
  if (people.length === 0)
    return [picker(input, { label: `card.input.${input}`, hint: 'card.input.person-alone-hint' }, [])];
  const choices = [
    ...listed(people, leads).map(choiceOf),
    { value: somebodyElse, says: phrase('card.choice.somebody-else') },
  ];
  return [
    question(input, 'choice', { choices, required: false, folded: 'whole' }),
    picker(lookedUpIn(input), { label: 'card.input.somebody-else', hint: 'card.input.person-hint' }, people),
  ];
};
