import { useState } from 'preact/hooks';
import { ApiError, messageOf } from '../api/api-client';
import { useConsole } from '../console-context';
import { baseName } from './format';

interface RetryButtonProps {
  readonly imageKey: string;
}

/** Asks the API to process an image now, and tells what came of it. */
export function RetryButton({ imageKey }: RetryButtonProps) {
  const { api, announce } = useConsole();
  const [answer, setAnswer] = useState('');
  const [isBusy, setBusy] = useState(false);
  const name = baseName(imageKey);

  const retry = async () => {
    setBusy(true);
    setAnswer('');
    const text = await api.process(imageKey).then(
      () => `${name} is ready.`,
      (error: unknown) => refusal(error, name),
    );
    setBusy(false);
    setAnswer(text);
    announce(text);
  };

  return (
    <span class="retry">
      <button
        type="button"
        class="button prominent"
        disabled={isBusy}
        onClick={retry}
        aria-label={`Try ${name} again`}
      >
        {isBusy ? 'Trying…' : 'Try again'}
      </button>
      {answer && <span class="retry-answer">{answer}</span>}
    </span>
  );
}

function refusal(error: unknown, name: string): string {
  if (!(error instanceof ApiError)) return messageOf(error);
  if (error.status === 422) return `Still the same. ${error.message}`;
  if (error.status === 409) return `${name} is being processed right now.`;
  return error.message;
}
