import type { ImageResponse } from '../../../../lambda/image-api/response-schemas';
import { placeholderOf } from '../parts/placeholder';
import { largestOf, previewPath, srcSetOf } from '../parts/preview-source';

/** The largest preview, on white as a print would be. */
export function Print({ image, name }: { readonly image: ImageResponse; readonly name: string }) {
  const previews = image.previews ?? [];
  const largest = largestOf(previews);
  if (!largest) return null;
  return (
    <figure class="print">
      <img
        src={previewPath(largest.key)}
        srcset={srcSetOf(previews)}
        sizes="(max-width: 900px) 92vw, 620px"
        width={largest.width}
        height={largest.height}
        alt={`Preview of ${name}`}
        style={{
          backgroundColor: image.has_alpha ? 'transparent' : (image.dominant_color ?? 'transparent'),
          ...(image.thumb_hash &&
            !image.has_alpha && { backgroundImage: `url(${placeholderOf(image.thumb_hash)})` }),
        }}
      />
    </figure>
  );
}
