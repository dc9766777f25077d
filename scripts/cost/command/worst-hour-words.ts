import { dollars, formatNumber } from '../../cli/quantities';
import type { PlannedSystem } from '../planned-system';
import { worstHour } from '../worst-hour';

/** A limit to show what a brake would change, where none is set. */
const EXAMPLE_LIMIT = 10_000;

/** What the most expensive hour can cost, with and without the brake. */
export function worstHourLines(system: PlannedSystem, region: string): string[] {
  const { maxImagesPerHour: limit } = system.watching;
  const free = worstHour(system, region);
  const braked = worstHour(system, region, limit ?? EXAMPLE_LIMIT);
  const setting = `MAX_IMAGES_PER_HOUR=${limit ?? EXAMPLE_LIMIT}`;
  return [
    limit === undefined
      ? `The most expensive hour can cost ${dollars(free.usd)}; with ${setting} it could cost ${dollars(braked.usd)}.`
      : `The most expensive hour can cost ${dollars(braked.usd)} with ${setting}; it could cost ${dollars(free.usd)} without.`,
    `That is if clients upload without end and every attempt takes as long as it may: up to ${formatNumber(free.attempts)} attempts, without data kept longer than the hour.`,
  ];
}
