import { compile, type Expand, type JsonObject } from './expand.ts';

/** Every layout in the cards folder, by file name. */
export const templateNames = [
  'welcome',
  'help',
  'notice',
  'language',
  'cases',
  'add-or-new',
  'intake',
  'form',
  'verdict',
  'request',
  'text',
  'change',
  'record',
  'state',
  'follow',
  'lead-case',
  'desk',
  'board',
  'customer',
] as const;
export type TemplateName = (typeof templateNames)[number];

/** The layouts, ready to be filled. */
export type Templates = {
  /** The card as JSON. Throws where the layout could not be read (see the problems) or the view lacks what it names. */
  card(name: TemplateName, view: JsonObject): string;
};

/** In the shape every start-up check of the house reports. */
type TemplateProblem = {
  readonly place: string;
  readonly value: string;
  readonly expected: string;
  readonly remedy: string;
};

/**
 * The layouts; `files` maps file names without ending to their JSON. Each is read when it is first used; `problems`
 * reads them all and gives everything that is wrong.
 */
export const templatesFrom = (
  files: Readonly<Record<string, JsonObject>>,
): { readonly templates: Templates; readonly problems: () => readonly TemplateProblem[] } => {
  const read = new Map<TemplateName, Read>();
  const layout = (name: TemplateName): Read => {
    const known = read.get(name) ?? readTemplate(`cards/${name}.json`, files[name]);
    read.set(name, known);
    return known;
  };
  return {
    templates: { card: (name, view) => layout(name).expand(view) },
    problems: () => templateNames.flatMap((name) => layout(name).problem ?? []),
  };
};

type Read = { readonly expand: Expand; readonly problem: TemplateProblem | null };

const readTemplate = (place: string, file: JsonObject | undefined): Read => {
  if (file === undefined) {
    return broken({ place, value: 'no file', expected: 'a layout', remedy: 'Put the file back.' });
  }
  try {
    return { expand: compile(file, place), problem: null };
  } catch (cause) {
    const value = cause instanceof Error ? cause.message : 'an unreadable layout';
    return broken({ place, value, expected: 'plain paths as placeholders', remedy: 'Mend the placeholder.' });
  }
};

const broken = (problem: TemplateProblem): Read => ({
  problem,
  expand: () => {
    throw new Error(`${problem.place}: ${problem.value}`);
  },
});
