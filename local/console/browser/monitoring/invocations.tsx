import type { Invocation } from '../../twin-view';
import { formatDuration, formatTime } from '../parts/format';
import { ScrollRegion } from '../parts/scroll-region';

const OUTCOME_WORDS: Readonly<Record<Invocation['outcome'], string>> = {
  ok: 'Succeeded',
  error: 'Failed',
  timeout: 'Timed out',
};

const SHOWN = 12;

/** The latest calls of the functions. */
export function Invocations({ invocations }: { readonly invocations: readonly Invocation[] }) {
  return (
    <section aria-labelledby="invocations">
      <h2 id="invocations">Function calls</h2>
      {invocations.length === 0 ? (
        <p class="hint">No function was called since Darkroom started.</p>
      ) : (
        <ScrollRegion label="Latest function calls">
          <table>
            <thead>
              <tr>
                <th scope="col">At</th>
                <th scope="col">Function</th>
                <th scope="col">Outcome</th>
                <th scope="col">Time</th>
              </tr>
            </thead>
            <tbody>
              {invocations
                .slice(0, SHOWN)
                .map(({ requestId, at, functionName, outcome, message, returned = [], durationMs }) => (
                  <tr key={requestId}>
                    <td>{formatTime(at)}</td>
                    <td>{functionName}</td>
                    <td>
                      <span class="status" data-status={outcome === 'ok' ? 'COMPLETED' : 'FAILED'}>
                        {OUTCOME_WORDS[outcome]}
                      </span>
                      {message && <span class="hint"> {message}</span>}
                      {returned.map((cause) => (
                        <p key={cause} class="hint">
                          Back to the queue: {cause}
                        </p>
                      ))}
                    </td>
                    <td>{formatDuration(durationMs)}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </section>
  );
}
