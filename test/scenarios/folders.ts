/** The folders of the stories: those of one person, and those of a whole desk, whose steps name the leads. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const stepsOf = (name: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, name, 'steps.json'), 'utf8'));

const isOfDesk = (name: string): boolean => {
  const steps = stepsOf(name);
  return typeof steps === 'object' && steps !== null && 'leads' in steps;
};

const names = (): readonly string[] =>
  readdirSync(import.meta.dirname, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

export const deskStories = (): readonly string[] => names().filter(isOfDesk);
export const ownStories = (): readonly string[] => names().filter((name) => !isOfDesk(name));
