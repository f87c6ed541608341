/** What the caller cannot continue from: a stable code, a text key for people, detail for operators. */
export class Fault extends Error {
  readonly code: string;
  /** Key of the sentence people see. */
  readonly says: string;
  readonly detail: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    options: { says?: string; detail?: Readonly<Record<string, unknown>>; cause?: unknown } = {},
  ) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Fault';
    this.code = code;
    this.says = options.says ?? 'fault.unexpected';
    this.detail = options.detail ?? {};
  }
}

/** Something wrong in data or configuration. Reported all at once, never one by one. */
export type Problem = {
  /** File or variable, with the line, row or path where it can be given. */
  readonly place: string;
  readonly value: string;
  readonly expected: string;
  readonly remedy: string;
};

export const problemLine = ({ place, value, expected, remedy }: Problem): string =>
  `${place}: found ${value}; expected ${expected}. ${remedy}`;
