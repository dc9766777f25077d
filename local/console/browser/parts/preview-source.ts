import type { ImageSummary } from '../../twin-view';

type Sized = NonNullable<ImageSummary['previews']>[number];

/** The path of a preview on the console's server. */
export const previewPath = (key: string): string =>
  `/console/previews/${key.split('/').map(encodeURIComponent).join('/')}`;

/**
 * The previews that show the same part of the photo as the largest one, without those that presets crop differently.
 */
export function alikePreviews<Preview extends Sized>(previews: readonly Preview[]): Preview[] {
  const largest = previews.toSorted((a, b) => b.width * b.height - a.width * a.height)[0];
  return previews.filter(
    ({ width, height }) =>
      largest &&
      (Math.abs((width * largest.height) / largest.width - height) <= 1 ||
        Math.abs((height * largest.width) / largest.height - width) <= 1),
  );
}

/** The `srcset` of an image within the console. */
export const srcSetOf = (previews: readonly Sized[], query = ''): string =>
  previews.map(({ key, width }) => `${previewPath(key)}${query} ${width}w`).join(', ');

export const smallestOf = <Preview extends Sized>(previews: readonly Preview[]): Preview | undefined =>
  previews.toSorted((a, b) => a.width - b.width)[0];

export const largestOf = <Preview extends Sized>(previews: readonly Preview[]): Preview | undefined =>
  previews.toSorted((a, b) => b.width - a.width)[0];

export const totalBytes = (previews: readonly Sized[]): number =>
  previews.reduce((sum, { size }) => sum + size, 0);
