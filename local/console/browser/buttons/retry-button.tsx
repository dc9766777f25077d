import { baseName } from '../parts/format';
import { useConsole } from '../state/console-context';

/** Processes an image now through the API, and shows the result. */
export function RetryButton({ imageKey }: { readonly imageKey: string }) {
  const { retries, retry } = useConsole();
  const { isBusy, answer } = retries.get(imageKey) ?? { isBusy: false, answer: '' };
  return (
    <span class="retry">
      <button
        type="button"
        class="button"
        disabled={isBusy}
        onClick={() => void retry(imageKey)}
        aria-label={`Try again: ${baseName(imageKey)}`}
      >
        Try again
      </button>
      {answer && <span class="retry-answer">{answer}</span>}
    </span>
  );
}
