import { IntlMessageFormat } from 'intl-messageformat';

export type ArgumentNames =
  | { readonly kind: 'readable'; readonly names: ReadonlySet<string> }
  | { readonly kind: 'unreadable'; readonly why: string };

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

/** The names of the values an ICU message is filled with, branches of plural and select included. */
export const argumentNames = (message: string, locale: string): ArgumentNames => {
  try {
    const ast = new IntlMessageFormat(message, locale, undefined, { ignoreTag: true }).getAst();
    return { kind: 'readable', names: new Set(ast.flatMap(namesIn)) };
  } catch (cause) {
    return { kind: 'unreadable', why: cause instanceof Error ? cause.message : 'not an ICU message' };
  }
};

/** Literal text and the `#` of a plural are the two elements that stand for no value of their own. */
const namesIn = (element: Element): readonly string[] => {
  if ('options' in element) {
    return [
      element.value,
      ...Object.values(element.options).flatMap((option) => option.value.flatMap(namesIn)),
    ];
  }
  return isArgument(element) ? [element.value] : [];
};

/** Element types of the ICU parser that stand for a value: argument, number, date, time. */
const argumentTypes: ReadonlySet<number> = new Set([1, 2, 3, 4]);

const isArgument = (element: Element): element is Element & { readonly value: string } =>
  argumentTypes.has(element.type) && 'value' in element;
