import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** The fields of `/proc/<pid>/stat` after the command's name (proc(5)). */
const PARENT = 1;
const TIMES = { from: 11, to: 15 };

interface ProcessTimes {
  readonly pid: number;
  readonly parent: number;
  /** User and system time of its threads, and of the children that it has awaited, in clock ticks. */
  readonly ticks: number;
}

/** Whether the system reports the CPU time of running processes, as Linux does. */
export const canReadProcesses = (): boolean => existsSync('/proc/self/stat');

let ticksPerSecond: number | undefined;

/** User and system time of a process and all its descendants, including ended ones, in milliseconds. */
export function cpuOfTree(root: number): number {
  ticksPerSecond ??= Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => timesOf(Number(name)) ?? []);
  const members = new Set([root]);
  for (let known = 0; known < members.size; ) {
    known = members.size;
    for (const { pid, parent } of processes) if (members.has(parent)) members.add(pid);
  }
  const ticks = processes.reduce((sum, one) => sum + (members.has(one.pid) ? one.ticks : 0), 0);
  return (ticks / ticksPerSecond) * 1000;
}

function timesOf(pid: number): ProcessTimes | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // A command's name may contain spaces and parentheses.
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const ticks = fields.slice(TIMES.from, TIMES.to).reduce((sum, value) => sum + value, 0);
    return { pid, parent: fields[PARENT] ?? 0, ticks };
  } catch {
    // The process has ended since the folder was read.
    return undefined;
  }
}
