import { onTheWall } from '../clocks/wall-clock.ts';
import type { Policy } from '../policy/policy.ts';
import type { Address } from './desk.ts';
import type { OnCall } from './desk-state.ts';
import { changedDesk, deskEntry } from './desk-entry.ts';
import { readOverride, readRotation } from './on-call-settings.ts';
import { handOverForm } from './hand-over.ts';
import { deskZone } from './on-call.ts';
import { phrase, type Phrase } from './phrase.ts';
import { checkTargets, type Picture, type Problem } from './picture.ts';
import type { Command } from './reading.ts';
import { leadsOnly } from './turn-lead.ts';
import { answering, nothing, showing } from './turn-parts.ts';
import { partOf, saveSettings, settingsForm } from './turn-settings.ts';
import type { Known, OutgoingRow, Turn } from './turn.ts';
import type { Inputs, ReadSetting } from './typed-setting.ts';

/* The desk itself: its lead room, board, on-call schedule and settings. Whatever changes stands in the desk's record. */

/** The room's conversation without the thread the message was written in. */
const roomOf = (conversationId: string): string => conversationId.split(';')[0] ?? conversationId;

const says = (key: string): Picture => ({ card: 'notice', says: phrase(key), forward: [] });

const inRoom = (key: string, picture: Picture, now: string, replacesCard: boolean): OutgoingRow => ({
  key,
  dueAt: now,
  recipient: { to: 'lead-room' },
  picture,
  sendClass: 'at-least-once',
  replacesCard,
});

const useChannel = (where: Address, known: Known, key: string): Turn => {
  const { person, now, desk } = known;
  if (where.kind !== 'channel') return answering(known, key, says('notice.use-channel-where'));
  const address: Address = { ...where, conversationId: roomOf(where.conversationId) };
  const setBy = { personId: person.id, name: person.name };
  return {
    ...nothing,
    desk: changedDesk({ ...desk, leadRoom: { address, setBy, setAt: now } }),
    record: [deskEntry('lead-room-set', {}, known)],
    rows: [inRoom(`answer:${key}`, says('notice.lead-room-set'), now, false)],
  };
};

/** How long the test posts may take before the result is told. */
const checkTakesMs = 20_000;

const check = (known: Known, key: string): Turn => {
  const { now, person } = known;
  const test = (target: (typeof checkTargets)[number]): OutgoingRow => ({
    key: `check|${key}|${target}`,
    dueAt: now,
    recipient: { to: target },
    picture: { card: 'test', run: key, target },
    sendClass: 'at-most-once',
    replacesCard: false,
  });
  const result: OutgoingRow = {
    key: `check|${key}`,
    dueAt: new Date(Date.parse(now) + checkTakesMs).toISOString(),
    recipient: { to: 'person', personId: person.id },
    picture: { card: 'check', run: key, targets: checkTargets },
    sendClass: 'at-least-once',
    replacesCard: false,
  };
  const started = answering(known, key, says('notice.check-started'));
  return { ...started, rows: [...started.rows, ...checkTargets.map(test), result] };
};

const usualDays = 30;
const mostDays = 366;

const daysIn = ({ days }: Inputs): number => {
  const wanted = Number(days);
  return Number.isInteger(wanted) && wanted >= 1 && wanted <= mostDays ? wanted : usualDays;
};

const boardPicture = (days: number): Picture => ({ card: 'board', days, notice: null });

/**
 * There is one living board per room. Asked for in the lead room it is posted anew, where people look, and the one
 * before says so in a line; the thread is told where to look. Elsewhere it comes to the lead who asked.
 */
const board = (where: Address, known: Known, key: string): Turn => {
  const room = known.desk.leadRoom?.address.conversationId;
  const picture = boardPicture(usualDays);
  if (room !== roomOf(where.conversationId)) return answering(known, key, picture);
  const told = answering(known, key, says('notice.board-posted'));
  const { now } = known;
  return {
    ...told,
    rows: [
      inRoom('lead|board-moved', { card: 'board-moved' }, now, true),
      inRoom('lead|board', picture, now, false),
      ...told.rows,
    ],
  };
};

type Shown = {
  readonly notice?: Phrase | null;
  readonly problems?: readonly Problem[];
  readonly inputs?: Inputs;
};

const onCallForm = ({ notice = null, problems = [], inputs = {} }: Shown = {}): Picture => ({
  card: 'on-call',
  notice,
  problems,
  inputs,
});

export type DeskCommand = Extract<
  Command,
  { name: 'use-channel' | 'board' | 'check' | 'on-call' | 'settings' | 'hand-over' }
>;

const deskCommands = ['use-channel', 'board', 'check', 'on-call', 'settings', 'hand-over'] as const;
export const isDeskCommand = (command: Command): command is DeskCommand =>
  deskCommands.some((name) => name === command.name);

/** What anybody of the desk may ask for; the rest is for leads. */
const forAll: readonly DeskCommand['name'][] = ['on-call', 'hand-over'];

/** A typed command about the desk. */
export const obeyDesk = (command: DeskCommand, known: Known, key: string): Turn => {
  if (!known.person.isLead && !forAll.includes(command.name))
    return answering(known, key, { card: 'notice', says: leadsOnly(known), forward: ['my-cases', 'help'] });
  switch (command.name) {
    case 'use-channel':
      return useChannel(command.where, known, key);
    case 'board':
      return board(command.where, known, key);
    case 'check':
      return check(known, key);
    case 'on-call':
      return answering(known, key, onCallForm());
    case 'settings':
      return answering(known, key, settingsForm('calendar'));
    case 'hand-over':
      return answering(known, key, handOverForm());
  }
};

/** Where in a long rotation the card stands; it stays there. */
const pageIn = ({ from }: Inputs): Inputs => (from === undefined ? {} : { from });

const saveOnCall = (
  { value, problems }: ReadSetting<OnCall>,
  what: string,
  inputs: Inputs,
  known: Known,
): Turn => {
  if (problems.length > 0) return showing(onCallForm({ problems, inputs }));
  return {
    ...nothing,
    desk: changedDesk({ ...known.desk, onCall: value }),
    record: [deskEntry(what, { onCall: value }, known)],
    picture: onCallForm({ notice: phrase('notice.on-call-saved'), inputs: pageIn(inputs) }),
  };
};

const dropOverride = (inputs: Inputs, known: Known): Turn => {
  const at = Number(inputs['at']);
  const { onCall } = known.desk;
  const overrides = onCall.overrides.filter((_, index) => index !== at);
  const value = { ...onCall, overrides };
  return saveOnCall({ value, problems: [] }, 'override-dropped', inputs, known);
};

const exportPicture = (inputs: Inputs): Picture => ({
  card: 'board-export',
  days: daysIn(inputs),
  format: inputs['format'] === 'json' ? 'json' : 'csv',
  part: Math.max(0, Math.trunc(Number(inputs['part'] ?? '0')) || 0),
});

type DeskVerb =
  | 'board'
  | 'board-export'
  | 'on-call'
  | 'set-rotation'
  | 'set-override'
  | 'drop-override'
  | 'settings'
  | 'save-settings';

/** A click on one of the desk's own cards. Everybody may see who is on call; nothing is changed but by a lead. */
export const actOnDesk = (verb: DeskVerb, inputs: Inputs, known: Known, policy: Policy): Turn => {
  if (!known.person.isLead && verb !== 'on-call') return showing({ card: 'aside', says: leadsOnly(known) });
  const { now, desk, profile, zone } = known;
  switch (verb) {
    case 'board':
      return showing(boardPicture(daysIn(inputs)));
    case 'board-export':
      return showing(exportPicture(inputs));
    case 'on-call':
      return showing(onCallForm({ inputs: pageIn(inputs) }));
    case 'set-rotation': {
      const today = onTheWall(now, deskZone(desk, profile)).date;
      return saveOnCall(readRotation(inputs, desk, today), 'rotation-set', inputs, known);
    }
    case 'set-override':
      return saveOnCall(readOverride(inputs, desk, { now, zone }), 'override-set', inputs, known);
    case 'drop-override':
      return dropOverride(inputs, known);
    case 'settings':
      return showing(settingsForm(partOf(inputs)));
    case 'save-settings':
      return saveSettings(inputs, known, policy);
  }
};
