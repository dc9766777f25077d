import { readFileSync, writeFileSync } from 'node:fs';

const KIBIBYTE = 1024;

/** One figure of what Linux says of this process's memory, in bytes. */
function figure(name: 'VmRSS' | 'VmHWM'): number {
  const [, kilobytes] =
    new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return Number(kilobytes) * KIBIBYTE;
}

/**
 * By how many bytes this process's memory grew at most while it did something, even if it gave them back at
 * once. Not a number where the system cannot tell: Linux alone forgets an old peak when asked to.
 */
export async function growthDuring(work: () => Promise<unknown>): Promise<number> {
  if (process.platform !== 'linux') {
    await work();
    return Number.NaN;
  }
  writeFileSync('/proc/self/clear_refs', '5');
  const before = figure('VmRSS');
  await work();
  return Math.max(0, figure('VmHWM') - before);
}
