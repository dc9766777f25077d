import type { LoggedProblem } from '../../functions/logged-problem';
import type { Invocation } from '../twin-view';

/** Calls whose errors are kept; the oldest go first. */
const MAX_CALLS = 100;

/** The messages that calls sent back to the queue. The log names them, not the end of the call. */
export class ReturnedMessages {
  private readonly byRequest = new Map<string, string[]>();

  take({ requestId, subjects, sentence }: LoggedProblem): void {
    if (requestId === undefined || subjects.length === 0) return;
    const causes = this.byRequest.get(requestId) ?? [];
    this.byRequest.set(requestId, [...causes, sentence]);
    const [oldest] = this.byRequest.keys();
    if (this.byRequest.size > MAX_CALLS && oldest) this.byRequest.delete(oldest);
  }

  /** The call with what its log said. A failed call names the causes itself. */
  complete(invocation: Invocation): Invocation {
    const returned = this.byRequest.get(invocation.requestId);
    return returned && invocation.outcome === 'ok' ? { ...invocation, returned } : invocation;
  }
}
