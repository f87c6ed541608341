/** How long and how many, alike in both databases. */

const dayMs = 24 * 3_600_000;

/** Duplicate keys are kept this long; Teams repeats an activity within minutes, a person a stale click within days. */
export const seenKeptMs = 30 * dayMs;
/** A message for a conversation the bot was removed from is not worth sending after this. */
export const parkedKeptMs = 7 * dayMs;
/** What became of a message that was not simply sent is kept this long, for figures and for whoever asks. */
export const endedKeptMs = 30 * dayMs;
/** At a time, so that no claim waits for it. */
export const endedForgotten = 500;

/** More drafts than anybody picks from. */
export const draftsShown = 50;

/** Nobody looks at the outcome of a test post after this. */
export const checksKeptMs = dayMs;

/** More cases alike than a signal needs to be believed. */
export const similarShown = 50;

/** More cases than somebody of a customer reads through. */
export const customerCasesShown = 50;
