/** Clicks and typing on any card of the desk, by what a person reads on it. */
import assert from 'node:assert/strict';
import { cardLines, everything, text, type Json } from './card-text.ts';

/** A card in front of somebody, and where it stands. */
export type Held = { readonly id: string; readonly where: string; readonly card: Json };

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null;

export const linesOf = (card: Json): string => cardLines(card).join('\n');

const fieldsOf = (card: Json): readonly Json[] =>
  everything(card).filter((one) => text(one['type']).startsWith('Input.'));

const dataOf = (button: Json): Json => (isJson(button['data']) ? button['data'] : {});

/** `verb` or `verb:detail`, where detail is a value of the button's data, e.g. `lead-show:assign`. */
const buttonNamed = (card: Json, wanted: string): Json | undefined => {
  const [verb = '', detail] = wanted.split(':');
  return everything(card).find(
    (one) =>
      one['type'] === 'Action.Execute' &&
      one['verb'] === verb &&
      (detail === undefined || Object.values(dataOf(one)).includes(detail)),
  );
};

export const hasButton = (card: Json, wanted: string): boolean => buttonNamed(card, wanted) !== undefined;

const buttonOn = (card: Json, wanted: string): Json => {
  const button = buttonNamed(card, wanted);
  assert.ok(button !== undefined, `no button ${wanted} on:\n${linesOf(card)}`);
  return button;
};

const choicesOf = (field: Json): readonly Json[] => {
  const { choices } = field;
  return Array.isArray(choices) ? choices.filter(isJson) : [];
};

/** A choice is named by its value or by words of its title, several of them with commas. */
const valueFor = (field: Json, wanted: string): string => {
  if (field['type'] !== 'Input.ChoiceSet') return wanted;
  const choices = choicesOf(field);
  return wanted
    .split(',')
    .map((part) => part.trim())
    .map((part) => {
      const named = choices.find(({ value, title }) => value === part || title === part);
      const hinted = named ?? choices.find(({ title }) => text(title).includes(part));
      return hinted === undefined ? part : text(hinted['value']);
    })
    .join(',');
};

/** An input by its id, else by words of its label. */
const fieldNamed = (fields: readonly Json[], name: string): string => {
  const field =
    fields.find(({ id }) => id === name) ?? fields.find(({ label }) => text(label).includes(name));
  assert.ok(
    field !== undefined,
    `no input ${name}; the card has ${fields.map(({ id }) => text(id)).join(', ')}`,
  );
  return text(field['id']);
};

/** All the card would send: its inputs as they stand, and what was filled in. */
const inputsOn = (card: Json, fills: Readonly<Record<string, string>>): Json => {
  const fields = fieldsOf(card);
  const filled = new Map(Object.entries(fills).map(([name, value]) => [fieldNamed(fields, name), value]));
  return Object.fromEntries(
    fields.map((field) => {
      const id = text(field['id']);
      const wanted = filled.get(id);
      return [id, wanted === undefined ? text(field['value']) : valueFor(field, wanted)];
    }),
  );
};

/** What a click sends. */
export const clickOn = (card: Json, wanted: string, fills: Readonly<Record<string, string>>) => {
  const button = buttonOn(card, wanted);
  const data = dataOf(button);
  const sends = button['associatedInputs'] !== 'none';
  assert.ok(sends || Object.keys(fills).length === 0, `${wanted} sends no inputs`);
  return { verb: text(button['verb']), data: { ...(sends ? inputsOn(card, fills) : {}), ...data } };
};

/** Those of the answers the page in front asks for; null: it is no page of an interview. */
export const answersFor = (
  card: Json,
  answers: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> | null => {
  const isPage = everything(card).some((one) => one['verb'] === 'answer');
  const ids = fieldsOf(card).map(({ id }) => text(id));
  return isPage ? Object.fromEntries(Object.entries(answers).filter(([id]) => ids.includes(id))) : null;
};
