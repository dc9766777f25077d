import { readFileSync, writeFileSync } from 'node:fs';

const KIBIBYTE = 1024;

/** A memory statistic of this process from Linux, in bytes. */
function memoryStatistic(name: 'VmRSS' | 'VmHWM'): number {
  const [, kilobytes] =
    new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return Number(kilobytes) * KIBIBYTE;
}

/**
 * The peak growth of this process's memory during some work, in bytes, including memory that it released again.
 * NaN on other systems than Linux, which cannot reset the peak.
 */
export async function growthDuring(work: () => Promise<unknown>): Promise<number> {
  if (process.platform !== 'linux') {
    await work();
    return Number.NaN;
  }
  writeFileSync('/proc/self/clear_refs', '5');
  const before = memoryStatistic('VmRSS');
  await work();
  return Math.max(0, memoryStatistic('VmHWM') - before);
}
