/*
 * What people typed, made safe to show. Nothing here removes a character anyone can see: what could act
 * (Markdown, mentions, HTML, date functions, invisible direction switches) is shown as itself.
 */

/** Characters that change how the text around them is drawn, or are not drawn at all. Tab and line feed are kept. */
const invisible =
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g;

/** A zero-width space: breaks a sequence clients act on, without changing what is read. */
const gap = '\u200B';

/** No character in it that `visible` looks at, as in most texts. Long ones are read through for every card. */
const innocent =
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  /^[^\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uD800-\uDFFF\uFEFF<{]*$/;

/** A closer look, which takes twice as long: most braces, angle brackets and characters of two units stay as they are. */
const suspect =
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]|<(?=\/?[Aa][Tt])|\{\{/;

/**
 * Text for places that know no Markdown (text runs, inputs, button titles, plain fallbacks): as typed, with
 * hidden characters made visible as ‹U+202E›, and mention tags and card date functions broken up.
 */
export const visible = (typed: string): string =>
  innocent.test(typed) || (!suspect.test(typed) && typed.isWellFormed()) ? typed : madeVisible(typed);

const madeVisible = (typed: string): string =>
  typed
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '\n')
    .replace(invisible, (character) => `‹U+${hex(character)}›`)
    .replace(/<(?=\/?at\b)/gi, `<${gap}`)
    .replace(/\{(?=\{\s*(?:DATE|TIME)\b)/gi, `{${gap}`);

/**
 * Nothing that `visible` or Markdown would act on wherever it stands, no space but the common one, and no beginning of a
 * heading, a quotation or a list. Says what may not be there: a class of all letters takes ten times as long to look at.
 */
const harmless =
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  /^(?!\s*(?:[#>+-]|\d+[.)]))[^\\`*_[\]~|<{\u0000-\u001F\u007F-\u00A0\u061C\u1680\u2000-\u200F\u2028-\u202F\u205F-\u206F\u3000\uD800-\uDFFF\uFEFF]*$/;

/** Text for a TextBlock or fact: one line, every character that Markdown or HTML would act on shown as itself. */
export const literal = (typed: string): string =>
  harmless.test(typed) && !typed.includes('  ') ? typed : quoted(typed);

const quoted = (typed: string): string =>
  visible(typed)
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_[\]~|]/g, (character) => `\\${character}`)
    .replace(/<(?=[a-z/!?])/gi, `<${gap}`)
    .replace(/^(\s*)([#>+-])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/, '$1\\$2');

/** Typed text as the lines it was written in, for one block per line. Runs of empty lines become one. */
export const lines = (typed: string): readonly string[] => {
  const text = visible(typed);
  if (!text.includes('\n')) return [text];
  return text
    .replace(/\n{3,}/g, '\n\n')
    .replace(/\n+$/, '')
    .split('\n');
};

const surrogate = /[\uD800-\uDFFF]/;

/** At most `length` characters (code points), the last one an ellipsis where something was cut. */
export const cut = (text: string, length: number): string => {
  if (text.length <= length) return text;
  // Where every character is one unit, none has to be counted.
  if (!surrogate.test(text.slice(0, length + 1))) return `${text.slice(0, length - 1).trimEnd()}…`;
  const characters = [...text];
  return characters.length <= length
    ? text
    : `${characters
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`;
};

const hex = (character: string): string =>
  (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
