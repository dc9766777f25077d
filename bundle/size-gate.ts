import { BundleError } from './bundle-error';
import { listArchive } from './reproducible-zip';

const MEGABYTE = 1_000_000;
/**
 * The maximum sizes of a zip in bytes. libvips is 8.2 MB of it. Every cold start downloads and unpacks the zip, so
 * growth should be deliberate.
 */
const MAX_SIZE_WITH_SHARP = 9.5 * MEGABYTE;
const MAX_SIZE_WITHOUT_SHARP = 1 * MEGABYTE;
const LISTED = 8;

export const maxSize = (usesSharp: boolean): number =>
  usesSharp ? MAX_SIZE_WITH_SHARP : MAX_SIZE_WITHOUT_SHARP;

/** @throws BundleError with the largest files if a zip is larger than `limit` bytes */
export function refuseOversize(name: string, zip: Uint8Array, limit: number): void {
  if (zip.length <= limit) return;
  const biggest = listArchive(zip)
    .sort((one, other) => other.compressedSize - one.compressedSize)
    .slice(0, LISTED)
    .map(({ path, compressedSize }) => `  ${megabytes(compressedSize).padStart(9)}  ${path}`);
  throw new BundleError(
    [
      `${name}.zip is ${megabytes(zip.length)}, more than the ${megabytes(limit)} allowed. Its biggest contents:`,
      ...biggest,
      'Remove an import, or raise the limit in bundle/size-gate.ts.',
    ].join('\n'),
  );
}

/** Formats bytes as `8.42 MB`. */
export const megabytes = (bytes: number): string => `${(bytes / MEGABYTE).toFixed(2)} MB`;
