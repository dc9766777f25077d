import { useState } from 'preact/hooks';
import { messageOf } from '../api/api-client';
import { counted } from '../parts/format';
import { useConsole } from '../state/console-context';

/** Messages that the processor failed on three times, and the way back for them. */
export function DeadLetters({ count }: { readonly count: number }) {
  const { announce } = useConsole();
  const [answer, setAnswer] = useState('');
  const [isBusy, setBusy] = useState(false);

  const redrive = async () => {
    setBusy(true);
    const text = await postRedrive().then(
      (moved) => `${counted(moved, 'message')} moved back to the queue.`,
      messageOf,
    );
    setBusy(false);
    setAnswer(text);
    announce(text);
  };

  if (count === 0 && !answer) return null;
  return (
    <section class="dead-letters" aria-labelledby="dead-letters">
      <div>
        <h2 id="dead-letters">{count === 0 ? 'No dead letters left' : counted(count, 'dead letter')}</h2>
        <p>
          Messages that failed every retry are kept here for 14 days: a service was down, or the message was
          malformed. Fix the cause, then redrive them.
        </p>
        {answer && <p class="retry-answer">{answer}</p>}
      </div>
      {count > 0 && (
        <button type="button" class="button prominent" disabled={isBusy} onClick={redrive}>
          {isBusy ? 'Moving…' : 'Redrive'}
        </button>
      )}
    </section>
  );
}

async function postRedrive(): Promise<number> {
  const response = await fetch('/console/redrive', { method: 'POST' });
  if (!response.ok) throw new Error(`The redrive did not work: Darkroom answered ${response.status}.`);
  const { moved }: { moved: number } = await response.json();
  return moved;
}
