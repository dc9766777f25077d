import { useEffect, useState } from 'preact/hooks';
import type { DeadLetter } from '../../twin-view';
import { messageOf } from '../api/api-client';
import { discardDeadLetter, fetchDeadLetters, postRedrive } from '../api/dead-letters';
import { counted } from '../parts/format';
import { useConsole } from '../state/console-context';
import { DeadLetterItem } from './dead-letter-item';

const SHOWN = 50;

/** Messages that failed every attempt, each with its reason, and a redrive for those that can be read. */
export function DeadLetters({ count }: { readonly count: number }) {
  const { announce } = useConsole();
  const [letters, setLetters] = useState<readonly DeadLetter[]>([]);
  const [answer, setAnswer] = useState('');
  const [isBusy, setBusy] = useState(false);

  const reload = () => fetchDeadLetters().then(setLetters, () => {});
  // The count changes with every new or removed letter.
  useEffect(() => void reload(), [count]);

  const act = async (action: () => Promise<string>) => {
    setBusy(true);
    const text = await action().catch(messageOf);
    await reload();
    setBusy(false);
    setAnswer(text);
    announce(text);
  };
  const redrive = () =>
    act(async () => `${counted(await postRedrive(), 'message')} moved back to the queue.`);
  const discard = (messageId: string) =>
    act(async () => {
      await discardDeadLetter(messageId);
      return `The message ${messageId} was discarded.`;
    });

  if (letters.length === 0 && !answer) return null;
  const movable = letters.filter(({ canBeRedriven }) => canBeRedriven).length;
  return (
    <section class="dead-letters" data-quiet={letters.length === 0} aria-labelledby="dead-letters">
      <div>
        <h2 id="dead-letters">
          {letters.length === 0 ? 'No dead letters left' : counted(letters.length, 'dead letter')}
        </h2>
        {letters.length > 0 && <p>{adviceFor(letters.length, movable)}</p>}
        {answer && <p class="retry-answer">{answer}</p>}
      </div>
      {movable > 0 && (
        <button type="button" class="button prominent" disabled={isBusy} onClick={redrive}>
          {isBusy ? 'Moving…' : `Redrive ${movable}`}
        </button>
      )}
      {letters.length > 0 && (
        <ul class="dead-letter-list" aria-label="Dead letters">
          {letters.slice(0, SHOWN).map((letter) => (
            <DeadLetterItem key={letter.messageId} letter={letter} isBusy={isBusy} onDiscard={discard} />
          ))}
        </ul>
      )}
    </section>
  );
}

function adviceFor(all: number, movable: number): string {
  const kept = 'Messages that failed every attempt are kept here for 14 days.';
  if (movable === 0) return `${kept} No attempt can read these. Discard them, and ask who sent them.`;
  if (movable === all) return `${kept} Fix the cause, then redrive them.`;
  return `${kept} Fix the cause, then redrive the ${movable} that an attempt can read. Discard the others.`;
}
