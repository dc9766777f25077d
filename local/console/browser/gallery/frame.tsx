import { useState } from 'preact/hooks';
import type { ImageSummary } from '../../twin-view';
import { baseName } from '../parts/format';
import { placeholderOf } from '../parts/placeholder';
import { alikePreviews, previewPath, smallestOf, srcSetOf } from '../parts/preview-source';
import { STATUS_WORDS } from '../parts/status-words';
import { hrefOf } from '../routing/route';

interface FrameProps {
  readonly image: ImageSummary;
  /** Printed on the film's edge. */
  readonly number: number;
  /** Pixels. */
  readonly width: number;
  readonly tabbable: boolean;
}

/** One frame of the contact sheet, which is a link to the photo's page. */
export function Frame({ image, number, width, tabbable }: FrameProps) {
  const name = baseName(image.key);
  const status = image.processingStatus;
  return (
    <a
      class="frame"
      data-status={status}
      data-image-id={image.imageId}
      href={hrefOf({ place: 'photos', id: image.imageId })}
      tabIndex={tabbable ? 0 : -1}
    >
      <span class="frame-picture">
        {status === 'COMPLETED' && <Picture image={image} width={width} />}
        {status === 'FAILED' && <CrossedOut />}
      </span>
      <span class="frame-edge">
        <span class="frame-number" aria-hidden="true">
          {number}
        </span>
        <span class="frame-name" title={image.key}>
          {name}
        </span>
        <span class={status === 'COMPLETED' ? 'visually-hidden' : 'frame-status'}>
          {STATUS_WORDS[status]}
        </span>
      </span>
    </a>
  );
}

function Picture({ image, width }: { readonly image: ImageSummary; readonly width: number }) {
  const [isLoaded, setLoaded] = useState(false);
  const previews = alikePreviews(image.previews ?? []);
  const smallest = smallestOf(previews);
  return (
    <>
      <span
        class="frame-placeholder"
        style={{
          backgroundColor: image.dominantColor ?? 'transparent',
          ...(image.thumbHash && { backgroundImage: `url(${placeholderOf(image.thumbHash)})` }),
        }}
      />
      {smallest && (
        <img
          src={previewPath(smallest.key)}
          srcset={srcSetOf(previews)}
          sizes={`${Math.ceil(width)}px`}
          alt=""
          loading="lazy"
          decoding="async"
          data-loaded={isLoaded}
          onLoad={() => setLoaded(true)}
        />
      )}
    </>
  );
}

/** The mark of a grease pencil on a frame that has no print. */
function CrossedOut() {
  return (
    <svg class="crossed-out" viewBox="0 0 90 60" aria-hidden="true">
      <path d="M24 11c9 9 27 25 43 39M68 10C55 22 37 37 22 51" />
    </svg>
  );
}
