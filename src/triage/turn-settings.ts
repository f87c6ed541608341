import type { Policy } from '../policy/policy.ts';
import { movedReminders } from './aftermath.ts';
import type { PartnerProfile } from './desk.ts';
import { changedDesk, deskEntry } from './desk-entry.ts';
import { backToFile, readSettings } from './desk-settings.ts';
import type { DeskSettings, DeskState } from './desk-state.ts';
import { nextDigestAt } from './digest.ts';
import { partnerNow } from './partner-now.ts';
import { phrase, type Phrase } from './phrase.ts';
import { settingsParts, type Picture, type Problem, type SettingsPart } from './picture.ts';
import { nothing, showing } from './turn-parts.ts';
import { saveLeads } from './turn-leads.ts';
import type { Known, ReminderRow, Turn } from './turn.ts';
import type { Inputs, ReadSetting } from './typed-setting.ts';

/** The card of one part. */
export const settingsForm = (
  part: SettingsPart,
  shown: {
    readonly notice?: Phrase;
    readonly problems?: readonly Problem[];
    readonly inputs?: Inputs;
  } = {},
): Picture => ({
  card: 'settings',
  part,
  notice: shown.notice ?? null,
  problems: shown.problems ?? [],
  inputs: shown.inputs ?? {},
});

export const partOf = (inputs: Inputs): SettingsPart =>
  settingsParts.find((part) => part === inputs['part']) ?? 'calendar';

const digestReminder = ({ desk, now, profile }: Known): Pick<Turn, 'reminders' | 'drop'> => {
  const dueAt = nextDigestAt(now, desk, profile);
  const row = (at: string): ReminderRow => ({ key: 'digest', dueAt: at, reminder: { of: 'digest' } });
  return dueAt === null ? { reminders: [], drop: ['digest'] } : { reminders: [row(dueAt)], drop: [] };
};

/** What is counted anew once the settings are these: the digest's hour, and the clocks of every open case. */
const reminded = (before: Known, desk: DeskState, policy: Policy): Pick<Turn, 'reminders' | 'drop'> => {
  const after = { ...before, desk, profile: partnerNow(before.partnerFile, desk) };
  const digest = digestReminder(after);
  const clocks = movedReminders(before, after, policy);
  return {
    reminders: [...digest.reminders, ...clocks.reminders],
    drop: [...digest.drop, ...clocks.drop],
  };
};

/** All that can be set, as it holds: what leads set in Teams, else what the file has. */
const holds = (settings: DeskSettings, file: PartnerProfile): Readonly<Record<string, unknown>> => {
  const { contact, support } = partnerNow(file, { settings });
  const { holidays, makeUpDays, digestAt, routing, minutes } = settings;
  const { name, email, phone, nightPhone } = contact;
  return {
    ...{ holidays, makeUpDays, digestAt, routing, minutes },
    ...{ contactName: name, contactEmail: email, contactPhone: phone, nightPhone },
    ...support,
  };
};

/** What changed, before and after. */
const changes = (before: DeskState, after: DeskState, file: PartnerProfile) => {
  const [was, is] = [holds(before.settings, file), holds(after.settings, file)];
  const names = Object.keys(is).filter((name) => JSON.stringify(was[name]) !== JSON.stringify(is[name]));
  const of = (all: typeof is) => Object.fromEntries(names.map((name) => [name, all[name]]));
  return { before: of(was), after: of(is) };
};

type SetPart = Exclude<SettingsPart, 'leads'>;

const readPart = (part: SetPart, inputs: Inputs, known: Known, policy: Policy): ReadSetting<DeskSettings> => {
  const { settings } = known.desk;
  return inputs['back'] === 'file'
    ? { value: backToFile(part, settings), problems: [] }
    : readSettings(part, inputs, { settings, file: known.partnerFile, policy });
};

const savePart = (part: SetPart, inputs: Inputs, known: Known, policy: Policy): Turn => {
  const { value, problems } = readPart(part, inputs, known, policy);
  if (problems.length > 0) return showing(settingsForm(part, { problems, inputs }));
  const desk = changedDesk({ ...known.desk, settings: value });
  const change = changes(known.desk, desk, known.partnerFile);
  return {
    ...nothing,
    ...reminded(known, desk, policy),
    desk,
    record: [deskEntry('settings-changed', { part, ...change }, known)],
    picture: settingsForm(part, { notice: phrase('notice.settings-saved') }),
  };
};

/** A lead saves one part of the settings; whoever calls has seen to it that it is a lead. */
export const saveSettings = (inputs: Inputs, known: Known, policy: Policy): Turn => {
  const part = partOf(inputs);
  if (part !== 'leads') return savePart(part, inputs, known, policy);
  const saved = saveLeads(inputs, known);
  return 'problems' in saved
    ? showing(settingsForm(part, { problems: saved.problems, inputs }))
    : { ...saved.turn, picture: saved.picture ?? settingsForm(part, { notice: saved.says }) };
};
