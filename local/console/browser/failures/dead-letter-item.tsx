import type { DeadLetter } from '../../twin-view';
import { formatDateTime } from '../parts/format';

export interface DeadLetterItemProps {
  readonly letter: DeadLetter;
  readonly isBusy: boolean;
  readonly onDiscard: (messageId: string) => void;
}

/** One dead letter: its photos, the reason of its failure and its first characters. */
export function DeadLetterItem({ letter, isBusy, onDiscard }: DeadLetterItemProps) {
  const { messageId, sentAt, keys, reason, body, canBeRedriven } = letter;
  return (
    <li class="dead-letter">
      <div>
        <h3>{keys.length > 0 ? keys.join(', ') : 'A malformed message'}</h3>
        <p class="meta">
          {formatDateTime(sentAt)} · <code>{messageId}</code>
        </p>
        <p>{reason}</p>
        <pre>{body}</pre>
      </div>
      {!canBeRedriven && (
        <button type="button" class="button" disabled={isBusy} onClick={() => onDiscard(messageId)}>
          Discard
        </button>
      )}
    </li>
  );
}
