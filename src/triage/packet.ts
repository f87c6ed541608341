/**
 * The request for a door, field by field in the order of that door's form. Pure: what is written follows from
 * the case, the directory and the profile; which fields there are, from the form's row. Holds no words.
 */
import type { Decision, DoorId } from '../policy/decision.ts';
import { isField } from '../policy/facts.ts';
import type { FormFieldRow, FormLineRow, FormRow, PolicyRows } from '../policy/policy.ts';
import { applies } from './applies.ts';
import type { Locale } from './desk.ts';
import { contextOf, inputValue, type PacketContext, type PacketInput } from './packet-context.ts';
import { inputOfLine, lineParagraphs } from './packet-values.ts';
import { phrase, type Phrase } from './phrase.ts';

/** One field of the form. `label` and `note` are for the agent, `paragraphs` for who reads the request. */
export type PacketField = {
  readonly id: string;
  readonly label: Phrase;
  /** In the packet's language; empty: nothing known yet. Each is a paragraph of its own. */
  readonly paragraphs: readonly Phrase[];
  /** Why it is pre-set. */
  readonly note: Phrase | null;
  /** Something worth having is absent from this field. */
  readonly wanted: boolean;
};

/** Something the agent can fill in for this form. A fact goes to the case's facts, an extra to its extras. */
export type PacketAsk = {
  readonly id: string;
  readonly kind: 'fact' | 'extra';
  readonly label: Phrase;
  /** As typed so far, or from directory and profile. */
  readonly value: string | null;
  /** Empty: free text. */
  readonly choices: readonly { readonly value: string; readonly label: Phrase }[];
};

export type Packet = {
  readonly door: DoorId;
  readonly form: string;
  /** The form's name, for the headline. */
  readonly says: Phrase;
  /** Language the paragraphs are to be rendered in, whatever the agent's. */
  readonly language: Locale;
  readonly fields: readonly PacketField[];
  /** Wanted and absent, in the form's order. */
  readonly missing: readonly PacketAsk[];
  /** Everything this form can take from the agent, filled or not. */
  readonly asks: readonly PacketAsk[];
  /** What to look out for, in the agent's language. */
  readonly cautions: readonly Phrase[];
};

/**
 * The door whose packet a verdict carries: the way out of a block, so that the colleague who can file does not
 * start from nothing, else the verdict's own. Null where there is nothing to write.
 */
export const packetDoor = (verdict: Decision, { doors }: Pick<PolicyRows, 'doors'>): DoorId | null => {
  const door = verdict.outcome === 'blocked' ? (verdict.wayOut?.opens ?? null) : verdict.channel;
  const row = doors.find(({ id }) => id === door);
  return row === undefined || row.form === null ? null : row.id;
};

/** The few inputs that are a choice and not text. */
const choicesOf: Readonly<Record<string, readonly string[]>> = { providerAsk: ['file', 'grant'] };

const ask = (context: PacketContext, id: string): PacketAsk => ({
  id,
  kind: isField(id) ? 'fact' : 'extra',
  label: phrase(`packet.ask.${id}`),
  value: inputValue(context, id),
  choices: (choicesOf[id] ?? []).map((value) => ({ value, label: phrase(`packet.ask.${id}.${value}`) })),
});

/** A field of the form with those of its lines that belong to this case. */
type OpenField = { readonly row: FormFieldRow; readonly lines: readonly FormLineRow[] };

const fieldsFor = ({ facts }: PacketContext, form: FormRow): readonly OpenField[] =>
  form.fields
    .filter(({ when }) => applies(when, facts))
    .map((row) => ({ row, lines: row.lines.filter(({ when }) => applies(when, facts)) }));

const absent = (context: PacketContext, line: FormLineRow): readonly string[] =>
  (line.wants ?? []).filter((id) => inputValue(context, id) === null);

const packetField = (context: PacketContext, { row, lines }: OpenField): PacketField => {
  const place = row.lines.length === 1 ? 'alone' : 'among-others';
  return {
    id: row.id,
    label: phrase(row.label),
    paragraphs: lines.flatMap(({ value }) => lineParagraphs(context, value, place)),
    note: row.note === undefined || !applies(row.noteWhen, context.facts) ? null : phrase(row.note),
    wanted: lines.some((line) => absent(context, line).length > 0),
  };
};

const inputsOf = (line: FormLineRow): readonly string[] => {
  const direct = inputOfLine(line.value);
  return [...(direct === null ? [] : [direct]), ...(line.wants ?? [])];
};

const packetOf = (context: PacketContext, form: FormRow): Packet => {
  const open = fieldsFor(context, form);
  const lines = open.flatMap((field) => field.lines);
  const asks = (of: (line: FormLineRow) => readonly string[]): readonly PacketAsk[] =>
    [...new Set(lines.flatMap(of))].map((id) => ask(context, id));
  return {
    door: context.door,
    form: form.id,
    says: phrase(form.says),
    language: context.row.packetLanguage,
    fields: open
      .map((field) => packetField(context, field))
      .filter((field) => field.paragraphs.length > 0 || field.wanted),
    missing: asks((line) => absent(context, line)),
    asks: asks(inputsOf),
    cautions: form.cautions
      .filter(({ when }) => applies(when, context.facts))
      .map(({ says }) => phrase(says)),
  };
};

/** The packet of a door; null where the door has no form (nothing to write) or is unknown. */
export const packet = (input: PacketInput): Packet | null => {
  const row = input.policy.doors.find(({ id }) => id === input.door);
  const form = input.policy.forms.find(({ id }) => id === row?.form);
  if (row === undefined || form === undefined) return null;
  return packetOf(contextOf(input, row), form);
};
