import type { ImageResponse } from '../../../../lambda/image-api/response-schemas';
import { placeholderOf } from '../parts/placeholder';
import { alikePreviews, largestOf, previewPath, srcSetOf } from '../parts/preview-source';

/** A point of the photo, in fractions from the top left. */
export interface PointOfPhoto {
  readonly x: number;
  readonly y: number;
}

interface PrintProps {
  readonly image: ImageResponse;
  readonly name: string;
  /** Marked on the photo. */
  readonly point?: PointOfPhoto | undefined;
  /** Called with the point of a click. */
  readonly onPoint?: ((point: PointOfPhoto) => void) | undefined;
}

/** The largest preview, with a white border like a print. */
export function Print({ image, name, point, onPoint }: PrintProps) {
  const previews = alikePreviews(image.previews ?? []);
  const largest = largestOf(previews);
  if (!largest) return null;
  // New crops have the same key as the old ones, which the browser may have cached.
  const version = `?${encodeURIComponent(image.processed_at ?? '')}`;
  return (
    <figure class="print">
      <span class="print-frame">
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: the fields of the focus form do the same by keyboard */}
        <img
          src={`${previewPath(largest.key)}${version}`}
          srcset={srcSetOf(previews, version)}
          sizes="(max-width: 900px) 92vw, 620px"
          width={largest.width}
          height={largest.height}
          alt={`Preview of ${name}`}
          onClick={onPoint && ((event) => onPoint(pointOf(event)))}
          style={{
            backgroundColor: image.has_alpha ? 'transparent' : (image.dominant_color ?? 'transparent'),
            ...(image.thumb_hash &&
              !image.has_alpha && { backgroundImage: `url(${placeholderOf(image.thumb_hash)})` }),
          }}
        />
        {point && (
          <span
            class="focus-mark"
            style={{ insetInlineStart: `${point.x * 100}%`, insetBlockStart: `${point.y * 100}%` }}
          />
        )}
      </span>
    </figure>
  );
}

function pointOf(event: MouseEvent): PointOfPhoto {
  const { left, top, width, height } = (event.currentTarget as HTMLElement).getBoundingClientRect();
  return { x: (event.clientX - left) / width, y: (event.clientY - top) / height };
}
