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

const said = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise);

/** A fault in the shape people at a terminal read: what stands where it should not, and what to do. */
export const faultProblem = ({ code, detail }: Fault): Problem => ({
  place: said(detail['place'], 'Handoff'),
  value: said(detail['value'] ?? detail['found'], code),
  expected: said(detail['expected'], 'something Handoff can use'),
  remedy: said(detail['remedy'], 'See the log of the server.'),
});
