/**
 * Builds the Teams app package: `npm run package [-- --out FILE]`. Exit code 2 and no file when something is missing
 * or refused, 1 when the file cannot be written.
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

const outFile = (): string | null => {
  try {
    return parseArgs({ options: { out: { type: 'string', default: 'out/handoff.zip' } } }).values.out;
  } catch {
    return null;
  }
};

const run = async (): Promise<void> => {
  const path = outFile();
  if (path === null) {
    fail(['Usage: npm run package -- [--out FILE]'], 2);
    return;
  }
  const { value, problems } = packageFromEnvironment();
  if (value === null) {
    fail(problems.map(problemLine), 2);
    return;
  }
  const folder = new URL('../../manifest/', import.meta.url);
  const built = await buildPackage(value, (name) => readFileSync(new URL(name, folder)));
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
