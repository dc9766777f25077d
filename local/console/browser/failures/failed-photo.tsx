import type { ImageSummary } from '../../twin-view';
import { RetryButton } from '../buttons/retry-button';
import { FAILURE_ADVICE } from '../parts/failure-advice';
import { baseName, formatDateTime } from '../parts/format';
import { hrefOf } from '../routing/route';

/** One failure: the photo, the reason and the remedy. */
export function FailedPhoto({ image }: { readonly image: ImageSummary }) {
  const { error, key, imageId, timestamp } = image;
  const advice = error && FAILURE_ADVICE[error.code];
  return (
    <li class="failed-photo">
      <div class="failed-photo-head">
        <h2>
          <a href={hrefOf({ place: 'photos', id: imageId })}>{baseName(key)}</a>
        </h2>
        <p class="meta">
          {formatDateTime(timestamp)}
          {error && (
            <>
              {' · '}
              <code>{error.code}</code>
            </>
          )}
        </p>
      </div>
      <div class="failed-photo-why">
        {advice && <p class="failed-photo-title">{advice.title}</p>}
        <p>{error?.message}</p>
        {advice && <p class="hint">{advice.advice}</p>}
      </div>
      <RetryButton imageKey={key} />
    </li>
  );
}
