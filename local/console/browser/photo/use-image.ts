import { useEffect, useState } from 'preact/hooks';
import type { ImageWithHistoryResponse } from '../../../../lambda/image-api/response-schemas';
import { ApiError, messageOf } from '../api/api-client';
import { useConsole } from '../state/console-context';

export type ImageLookup =
  | { readonly state: 'loading' }
  | { readonly state: 'found'; readonly image: ImageWithHistoryResponse }
  | { readonly state: 'missing' }
  | { readonly state: 'failed'; readonly message: string };

/** The image as the API returns it, fetched again whenever the twin reports a change. */
export function useImage(imageId: string): ImageLookup {
  const { state, api } = useConsole();
  const [lookup, setLookup] = useState<ImageLookup>({ state: 'loading' });
  const summary = state.images.get(imageId);
  const isRecorded = summary !== undefined;

  useEffect(() => {
    let isCurrent = true;
    api.getImage(imageId).then(
      (image) => isCurrent && setLookup({ state: 'found', image }),
      (error: unknown) => {
        if (!isCurrent) return;
        const isMissing = error instanceof ApiError && error.status === 404;
        setLookup(isMissing ? { state: 'missing' } : { state: 'failed', message: messageOf(error) });
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [
    api,
    imageId,
    isRecorded,
    summary?.processingStatus,
    summary?.processedAt,
    summary?.timestamp,
    state.connection,
  ]);

  return lookup;
}
