import { useCallback, useState } from 'preact/hooks';
import { type ApiClient, ApiError, messageOf } from '../api/api-client';
import { baseName } from '../parts/format';

/** One request to process an image again. */
export interface Retry {
  readonly isBusy: boolean;
  /** The result, in words; empty until it is known. */
  readonly answer: string;
}

/**
 * Retries of failed images. Their state belongs to the page, because an image leaves the list of failures during its
 * retry, and may come back with a result that somebody waits for.
 */
export function useRetries(api: ApiClient, announce: (text: string) => void) {
  /** By key. */
  const [retries, setRetries] = useState<ReadonlyMap<string, Retry>>(new Map());

  const retry = useCallback(
    async (key: string): Promise<void> => {
      const set = (state: Retry) => setRetries((known) => new Map(known).set(key, state));
      set({ isBusy: true, answer: '' });
      const answer = await api.process(key).then(
        () => `${baseName(key)} is ready.`,
        (error: unknown) => refusal(error, baseName(key)),
      );
      set({ isBusy: false, answer });
      announce(answer);
    },
    [api],
  );

  return { retries, retry };
}

function refusal(error: unknown, name: string): string {
  if (!(error instanceof ApiError)) return messageOf(error);
  if (error.status === 422) return `Still the same. ${error.message}`;
  if (error.status === 409) return `${name} is being processed right now.`;
  return error.message;
}
