/** What a card offers its reader, read the way a client reads it. */
import assert from 'node:assert/strict';
import { everything, text, type Json } from '../scenarios/card-text.ts';

export type Button = { readonly verb: string; readonly data: Json; readonly sendsInputs: boolean };

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null;

export const buttonsOn = (card: Json): readonly Button[] =>
  everything(card)
    .filter((one) => one['type'] === 'Action.Execute')
    .map((one) => ({
      verb: text(one['verb']),
      data: isJson(one['data']) ? one['data'] : {},
      sendsInputs: one['associatedInputs'] !== 'none',
    }));

/** Every input of the card as it stands, some of them filled in otherwise. */
const inputsOn = (card: Json, fills: Json = {}): Json =>
  Object.fromEntries(
    everything(card)
      .filter((one) => text(one['type']).startsWith('Input.'))
      .map((field) => [text(field['id']), fills[text(field['id'])] ?? field['value'] ?? '']),
  );

export const buttonOn = (card: Json, verb: string): Button => {
  const button = buttonsOn(card).find((one) => one.verb === verb);
  assert.ok(button, `no button ${verb} on the card`);
  return button;
};

/** What a click on it sends. */
export const sentBy = (card: Json, { data, sendsInputs }: Button, fills: Json = {}): Json => ({
  ...data,
  ...(sendsInputs ? inputsOn(card, fills) : {}),
});

/** The card inside the answer to a click; fails where the answer is none. */
export const answeredCard = (answer: unknown): Json => {
  const card = isJson(answer) ? answer['value'] : null;
  assert.ok(isJson(card), JSON.stringify(answer));
  return card;
};
