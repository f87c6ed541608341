import type { Policy } from '../policy/policy.ts';
import type { Case } from './case.ts';
import { noted } from './event.ts';
import { alert, type NoticeContext } from './lead-notice.ts';
import { phrase } from './phrase.ts';
import { changeTurn, together } from './turn-change.ts';
import type { Known, OutgoingRow, Turn } from './turn.ts';

/* Several cases with one cause: what a lead does with all of them at once. */

const linkedTo = (about: Case, ids: readonly string[], signal: Case['follow']['signal']): Case => ({
  ...about,
  follow: {
    ...about.follow,
    signal,
    linked: [...new Set([...about.follow.linked, ...ids])].filter((id) => id !== about.id),
  },
});

const offerGround = (about: Case, { now }: NoticeContext): OutgoingRow =>
  alert(
    about,
    { to: 'person', personId: about.owner },
    { event: 'fifth-ground', says: phrase('alert.fifth-ground') },
    now,
  );

/**
 * The cases are tied together. If it was nothing of our own, each agent concerned is offered the ground that several
 * customers of one region give. Shows nothing.
 */
export const linkCases = (about: Case, others: readonly Case[], known: Known, policy: Policy): Turn => {
  const all = [about, ...others];
  const ids = all.map(({ id }) => id);
  const { signal } = about.follow;
  const turns = all.map((one) =>
    changeTurn(
      {
        before: one,
        after: linkedTo(one, ids, signal),
        noted: [noted('linked', { cases: ids.filter((id) => id !== one.id) })],
        rows: signal?.weChanged === false && one.stage.at !== 'handed-over' ? [offerGround(one, known)] : [],
      },
      known,
      policy,
    ),
  );
  return together(turns);
};

/** Those that still wait for a known incident. */
export const waitingFor = (cases: readonly Case[]): readonly Case[] =>
  cases.filter(
    ({ decision, stage }) => stage.at === 'decided' && decision?.verdict.outcome === 'wait-known-incident',
  );

/** Their agents are asked whether the problem has outlived the incident. Shows nothing. */
export const askWhetherOver = (waiting: readonly Case[], known: Known, policy: Policy): Turn => {
  const notice = { event: 'incident-ended', says: phrase('alert.incident-ended') };
  const turns = waiting.map((one) =>
    changeTurn(
      {
        before: one,
        after: one,
        noted: [noted('incident-ended')],
        rows: [alert(one, { to: 'person', personId: one.owner }, notice, known.now)],
      },
      known,
      policy,
    ),
  );
  return together(turns);
};
