import { factValues, isField, type Facts } from '../policy/facts.ts';
import type { Policy } from '../policy/policy.ts';
import type { Inputs } from './answer.ts';
import type { Case } from './case.ts';
import { doorOf } from './bounce.ts';
import { inputOfLine } from './packet-values.ts';

const longest = 2000;

/** The inputs a door's form can take from the agent. */
const inputsOf = (from: Case, policy: Policy): readonly string[] => {
  const door = policy.doors.find(({ id }) => id === doorOf(from));
  const form = policy.forms.find(({ id }) => id === door?.form);
  const lines = form?.fields.flatMap(({ lines: own }) => own) ?? [];
  return [...new Set(lines.flatMap(({ value, wants }) => [...(wants ?? []), inputOfLine(value) ?? '']))];
};

/** What was typed into a packet: details that are facts go to the facts, the rest to the extras of the form. */
export const packetInputs = (
  from: Case,
  inputs: Inputs,
  policy: Policy,
): { readonly extras: Readonly<Record<string, string>>; readonly facts: Facts } => {
  const typed = inputsOf(from, policy).flatMap((name) => {
    const text = inputs[name]?.trim().slice(0, longest);
    return text === undefined ? [] : [{ name, text }];
  });
  const isDetail = (name: string): boolean => isField(name) && factValues[name] === 'text';
  const nothing: Facts = {};
  return {
    extras: Object.fromEntries(
      typed.filter(({ name }) => !isField(name)).map(({ name, text }) => [name, text]),
    ),
    facts: typed
      .filter(({ name, text }) => isDetail(name) && text !== '')
      .reduce((facts, { name, text }) => ({ ...facts, [name]: text }), nothing),
  };
};
