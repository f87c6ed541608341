import { notFollowed } from './follow.ts';
import type { Case, Guess } from './case.ts';
import { likeliestCustomer } from './customer-words.ts';
import type { Noted } from './event.ts';
import { noted } from './event.ts';
import { languageOf } from './language-of.ts';
import type { ToldProblem } from './reading.ts';
import { titleAbout } from './read-message.ts';
import { startOf } from './told-start.ts';
import type { Known } from './turn.ts';

const customerGuess = (named: ReturnType<typeof likeliestCustomer>): readonly Guess[] =>
  named === null ? [] : [{ field: 'customer', value: named.customer.id, words: named.words }];

/** What a text lets one guess, each with its words. Nothing of it is a fact before the agent sends the page. */
const guessesOf = (told: ToldProblem, known: Known): readonly Guess[] => {
  const customer = likeliestCustomer(told.text, known.candidates);
  const title = customer === null ? told.title : titleAbout(told, customer.words);
  const at = told.start === null ? null : startOf(told.start, known.now, known.zone);
  return [
    ...customerGuess(customer),
    ...told.hints,
    { field: 'title', value: title, words: '' },
    { field: 'description', value: told.text, words: '' },
    ...(told.start === null || at === null
      ? []
      : [{ field: 'startedAt' as const, value: at, words: told.start.words }]),
  ];
};

/** A draft, empty or opened by a text. Version 1: it comes into the store as it is. */
export const openCase = (
  told: ToldProblem | null,
  known: Known,
): { readonly case: Case; readonly noted: Noted } => ({
  case: {
    id: known.fresh.caseId,
    number: known.fresh.number,
    version: 1,
    owner: known.person.id,
    ownerName: known.person.name,
    openedAt: known.now,
    changedAt: known.now,
    stage: { at: 'intake', page: 'who-and-what' },
    customerId: null,
    facts: {},
    origins: {},
    guesses: told === null ? [] : guessesOf(told, known),
    words: told === null ? null : { text: told.text, language: languageOf(told.text) },
    healthCheckedAt: null,
    incidentId: null,
    extras: {},
    decision: null,
    bounces: [],
    disagreements: [],
    sensitive: false,
    handedToLeadAt: null,
    follow: { ...notFollowed, handling: { spentMs: 0, runningSince: known.now } },
  },
  noted: noted('opened', { number: known.fresh.number }, told === null ? {} : { text: told.text }),
});
