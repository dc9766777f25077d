import { useEffect, useState } from 'preact/hooks';
import type { ImageWithHistoryResponse } from '../../../../lambda/image-api/response-schemas';
import { ApiError, messageOf } from '../api/api-client';
import { useConsole } from '../state/console-context';

export type Asked =
  | { readonly is: 'waiting' }
  | { readonly is: 'there'; readonly image: ImageWithHistoryResponse }
  | { readonly is: 'missing' }
  | { readonly is: 'unknown'; readonly message: string };

/** The image as the API returns it, fetched again whenever the twin reports a change. */
export function useImage(imageId: string): Asked {
  const { state, api } = useConsole();
  const [asked, setAsked] = useState<Asked>({ is: 'waiting' });
  const summary = state.images.get(imageId);
  const isRecorded = summary !== undefined;

  useEffect(() => {
    let isCurrent = true;
    api.getImage(imageId).then(
      (image) => isCurrent && setAsked({ is: 'there', image }),
      (error: unknown) => {
        if (!isCurrent) return;
        const isMissing = error instanceof ApiError && error.status === 404;
        setAsked(isMissing ? { is: 'missing' } : { is: 'unknown', message: messageOf(error) });
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

  return asked;
}
