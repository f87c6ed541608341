/** What the figures were taken on. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { DatabaseSync } from 'node:sqlite';

const sqliteVersion = (): string => {
  const db = new DatabaseSync(':memory:');
  const version = db.prepare('select sqlite_version() as version').get()?.['version'];
  db.close();
  return String(version);
};

/** One minute's, as the run began. */
export const loadAtStart = loadavg()[0] ?? Number.NaN;

export const machine = (): readonly string[] => [
  `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
  `${process.platform} ${process.arch}, Node ${process.versions.node}, SQLite ${sqliteVersion()}`,
  `load average at the start: ${loadAtStart.toFixed(2)}${loadAtStart > 0.5 ? ' (not a quiet machine)' : ''}`,
];

/** Whether processes can be given a core of their own here. */
export const canPin =
  process.platform === 'linux' &&
  availableParallelism() > 1 &&
  spawnSync('taskset', ['-p', String(process.pid)]).status === 0;

/** The core of the bot under test, and the one of everything else. */
export const botCore = '0';
const otherCore = '1';

/** Gives this process, with all its threads, the core beside the bot's, or all of them. What it starts inherits it. */
export const pinSelf = (to: 'own-core' | 'all-cores'): void => {
  if (!canPin) return;
  const cores = to === 'own-core' ? otherCore : `0-${availableParallelism() - 1}`;
  spawnSync('taskset', ['-a', '-c', '-p', cores, String(process.pid)]);
};

const megabytesOf = (pid: number, name: 'VmRSS' | 'VmHWM'): number => {
  const line = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(
    readFileSync(`/proc/${pid}/status`, 'utf8'),
  )?.[1];
  return Number(line) / 1_024;
};

/** Memory of a process in MB: now, and the most it ever had. Not a number where the system does not tell. */
export const memoryOf = (pid: number): { readonly now: number; readonly peak: number } => {
  if (process.platform !== 'linux') return { now: Number.NaN, peak: Number.NaN };
  return { now: megabytesOf(pid, 'VmRSS'), peak: megabytesOf(pid, 'VmHWM') };
};

/** The kernel counts in hundredths of a second, whatever its own clock (proc_pid_stat(5), checked 2026-11-20). */
const tickMicros = 10_000;

/** Processor time the process used so far, user and system, in µs. Behind the name, which may hold anything. */
export const cpuMicrosOf = (pid: number): number => {
  if (process.platform !== 'linux') return Number.NaN;
  const fields = (readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1] ?? '').split(' ');
  return (Number(fields[11]) + Number(fields[12])) * tickMicros;
};
