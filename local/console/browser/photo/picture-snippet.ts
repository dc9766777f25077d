import type { ImageResponse } from '../../../../lambda/image-api/response-schemas';
import { largestOf } from '../parts/preview-source';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** A `<picture>` that shows the image on any page, each reader getting the preview that fits. */
export function pictureSnippet(
  image: ImageResponse,
  previewBaseUrl: string,
  alt: string,
): string | undefined {
  const previews = image.previews ?? [];
  const largest = largestOf(previews);
  if (!largest) return undefined;
  const urlOf = (key: string) => escaped(`${previewBaseUrl}${key}`);
  const srcset = previews.map(({ key, width }) => `${urlOf(key)} ${width}w`).join(',\n            ');
  const background =
    image.has_alpha || !image.dominant_color ? '' : ` style="background: ${image.dominant_color}"`;
  return `<picture>
  <source type="${largest.content_type}" sizes="100vw"
    srcset="${srcset}" />
  <img src="${urlOf(largest.key)}"
    width="${largest.width}" height="${largest.height}" alt="${escaped(alt)}"
    loading="lazy" decoding="async"${background} />
</picture>`;
}
