import { dollars, formatNumber } from '../../cli/quantities';
import type { PlannedSystem } from '../planned-system';
import { worstHour } from '../worst-hour';

/** An example of a limit, for systems without one. */
const EXAMPLE_LIMIT = 10_000;

/** The maximum cost of an hour, with and without the brake. */
export function worstHourLines(system: PlannedSystem, region: string): string[] {
  const { maxImagesPerHour: limit } = system.watching;
  const free = worstHour(system, region);
  const braked = worstHour(system, region, limit ?? EXAMPLE_LIMIT);
  const setting = `MAX_IMAGES_PER_HOUR=${limit ?? EXAMPLE_LIMIT}`;
  return [
    limit === undefined
      ? `The most expensive hour can cost ${dollars(free.usd)}; with ${setting} it could cost ${dollars(braked.usd)}.`
      : `The most expensive hour can cost ${dollars(braked.usd)} with ${setting}; it could cost ${dollars(free.usd)} without.`,
    `This assumes continuous uploads and attempts that all take until the timeout: up to ${formatNumber(free.attempts)} attempts. It does not include storage after that hour.`,
  ];
}
