import { onTheWall } from '../clocks/wall-clock.ts';
import type { Policy } from '../policy/policy.ts';
import type { Address } from './desk.ts';
import type { DeskState, OnCall } from './desk-state.ts';
import { nextDigestAt, readOverride, readRotation, readSettings, type ReadSetting } from './desk-settings.ts';
import { handOverForm } from './hand-over.ts';
import { deskZone } from './on-call.ts';
import { phrase, type Phrase } from './phrase.ts';
import { checkTargets, settingsParts, type Picture, type Problem, type SettingsPart } from './picture.ts';
import type { Command } from './reading.ts';
import { leadsOnly } from './turn-lead.ts';
import { answering, nothing, showing } from './turn-parts.ts';
import type { Known, OutgoingRow, RecordEntry, ReminderRow, Turn } from './turn.ts';

/* The desk itself: its lead room, board, on-call schedule and settings. Whatever changes stands in the desk's record. */

type Inputs = Readonly<Record<string, string>>;

/** The record's name for what belongs to no case. */
const deskRecord = 'desk';

const deskEntry = (what: string, data: RecordEntry['data'], { person, now }: Known): RecordEntry => ({
  caseId: deskRecord,
  at: now,
  by: person.id,
  byName: person.name,
  what,
  data,
  texts: {},
});

const changedDesk = (desk: DeskState): DeskState => ({ ...desk, version: desk.version + 1 });

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

/** In the lead room the one board is rewritten in place; elsewhere it comes to the lead who asked. */
const board = (where: Address, known: Known, key: string): Turn => {
  const room = known.desk.leadRoom?.address.conversationId;
  const picture = boardPicture(usualDays);
  return room === roomOf(where.conversationId)
    ? { ...nothing, rows: [inRoom('lead|board', picture, known.now, true)] }
    : answering(known, key, picture);
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

const settingsForm = (
  part: SettingsPart,
  { notice = null, problems = [], inputs = {} }: Shown = {},
): Picture => ({
  card: 'settings',
  part,
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
    picture: onCallForm({ notice: phrase('notice.on-call-saved') }),
  };
};

const dropOverride = (inputs: Inputs, known: Known): Turn => {
  const at = Number(inputs['at']);
  const { onCall } = known.desk;
  const overrides = onCall.overrides.filter((_, index) => index !== at);
  const value = { ...onCall, overrides };
  return saveOnCall({ value, problems: [] }, 'override-dropped', inputs, known);
};

const digestReminder = (desk: DeskState, known: Known): Pick<Turn, 'reminders' | 'drop'> => {
  const dueAt = nextDigestAt(known.now, desk, known.profile);
  const row = (at: string): ReminderRow => ({ key: 'digest', dueAt: at, reminder: { of: 'digest' } });
  return dueAt === null ? { reminders: [], drop: ['digest'] } : { reminders: [row(dueAt)], drop: [] };
};

const partOf = (inputs: Inputs): SettingsPart =>
  settingsParts.find((part) => part === inputs['part']) ?? 'calendar';

const saveSettings = (inputs: Inputs, known: Known, policy: Policy): Turn => {
  const part = partOf(inputs);
  if (part === 'profile') return showing(settingsForm(part));
  const { value, problems } = readSettings(part, inputs, known.desk.settings, policy);
  if (problems.length > 0) return showing(settingsForm(part, { problems, inputs }));
  const desk = changedDesk({ ...known.desk, settings: value });
  return {
    ...nothing,
    ...digestReminder(desk, known),
    desk,
    record: [deskEntry('settings-changed', { part, before: known.desk.settings, after: value }, known)],
    picture: settingsForm(part, { notice: phrase('notice.settings-saved') }),
  };
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
      return showing(onCallForm());
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
