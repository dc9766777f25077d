import type { ImageSummary } from '../../twin-view';

type Sized = NonNullable<ImageSummary['previews']>[number];

/** Where the console serves a preview from. */
export const previewPath = (key: string): string =>
  `/console/previews/${key.split('/').map(encodeURIComponent).join('/')}`;

/** The `srcset` of an image within the console. */
export const srcSetOf = (previews: readonly Sized[]): string =>
  previews.map(({ key, width }) => `${previewPath(key)} ${width}w`).join(', ');

export const smallestOf = <Preview extends Sized>(previews: readonly Preview[]): Preview | undefined =>
  previews.toSorted((a, b) => a.width - b.width)[0];

export const largestOf = <Preview extends Sized>(previews: readonly Preview[]): Preview | undefined =>
  previews.toSorted((a, b) => b.width - a.width)[0];

export const totalBytes = (previews: readonly Sized[]): number =>
  previews.reduce((sum, { size }) => sum + size, 0);
