import type { LoggedProblem } from '../../functions/logged-problem';
import type { Invocation } from '../twin-view';

/** Calls whose errors are kept. The oldest are removed first. */
const MAX_CALLS = 100;

/** The causes of messages that calls returned to the queue. Only the log names them, not the result of the call. */
export class ReturnedMessages {
  private readonly byRequest = new Map<string, string[]>();

  take({ requestId, subjects, sentence }: LoggedProblem): void {
    if (requestId === undefined || subjects.length === 0) return;
    const causes = this.byRequest.get(requestId) ?? [];
    this.byRequest.set(requestId, [...causes, sentence]);
    const [oldest] = this.byRequest.keys();
    if (this.byRequest.size > MAX_CALLS && oldest) this.byRequest.delete(oldest);
  }

  /** Adds the causes from the log to a call. A failed call has a cause of its own. */
  complete(invocation: Invocation): Invocation {
    const returned = this.byRequest.get(invocation.requestId);
    return returned && invocation.outcome === 'ok' ? { ...invocation, returned } : invocation;
  }
}
