/**
 * Builds the Teams app package: `npm run package [-- --for desk|customers] [--out FILE]`. Exit code 2 and no file when
 * something is missing or refused, 1 when the file cannot be written.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { packageFromEnvironment } from '../config.ts';
import { problemLine } from '../fault.ts';
import { buildPackage } from './package-build.ts';

/** `process.exit` would cut off what a pipe has not taken yet. */
const fail = (lines: readonly string[], exitCode: number): void => {
  process.stderr.write(lines.map((line) => `${line}\n`).join(''));
  process.exitCode = exitCode;
};

/** Whole or not at all: written beside its place, then renamed into it. */
const write = (path: string, bytes: Uint8Array): void => {
  const beside = `${path}.${process.pid}.tmp`;
  // One level only: a recursive mkdir never returns on a file system that refuses new folders, such as /proc.
  if (!existsSync(dirname(path))) mkdirSync(dirname(path));
  try {
    writeFileSync(beside, bytes);
    renameSync(beside, path);
  } finally {
    rmSync(beside, { force: true });
  }
};

/** Whom a package is for: the folder of its words, what it is called. The icons are the desk's. */
const kinds = {
  desk: { folder: '../../manifest/', out: 'out/handoff.zip' },
  customers: { folder: '../../manifest/customers/', out: 'out/handoff-customers.zip' },
} as const;
type Kind = keyof typeof kinds;

const isKind = (value: string): value is Kind => Object.hasOwn(kinds, value);

const asked = (): { readonly kind: Kind; readonly path: string } | null => {
  try {
    const options = { for: { type: 'string', default: 'desk' }, out: { type: 'string' } } as const;
    const { values } = parseArgs({ options });
    return isKind(values.for) ? { kind: values.for, path: values.out ?? kinds[values.for].out } : null;
  } catch {
    return null;
  }
};

const templateOf =
  (kind: Kind) =>
  (name: string): Uint8Array => {
    const folder = name.endsWith('.png') ? kinds.desk.folder : kinds[kind].folder;
    return readFileSync(new URL(`${folder}${name}`, import.meta.url));
  };

const run = async (): Promise<void> => {
  const wanted = asked();
  if (wanted === null) {
    fail(['Usage: npm run package -- [--for desk|customers] [--out FILE]'], 2);
    return;
  }
  const { kind, path } = wanted;
  const { value, problems } = packageFromEnvironment();
  if (value === null) {
    fail(problems.map(problemLine), 2);
    return;
  }
  const built = await buildPackage(value, templateOf(kind));
  if (built.kind === 'problems') {
    fail(built.problems.map(problemLine), 2);
    return;
  }
  try {
    write(path, built.zip);
    process.stdout.write(`${path}: Handoff ${built.version}, ${built.names.length} files\n`);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : 'unknown reason';
    fail([`${path}: cannot be written (${why}). Choose another place with --out FILE.`], 1);
  }
};

await run();
