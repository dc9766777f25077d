import type { ImageResponse } from '../../../../lambda/image-api/response-schemas';
import { FAILURE_ADVICE } from '../parts/failure-advice';

/** The reason why there is no picture, and the remedy. */
export function Failure({
  error: { code, message },
}: {
  readonly error: NonNullable<ImageResponse['error']>;
}) {
  const { title, advice } = FAILURE_ADVICE[code];
  return (
    <section class="failure-note" aria-labelledby="failure">
      <h2 id="failure">{title}</h2>
      <p>{message}</p>
      <p>{advice}</p>
      <p class="code-line">
        <code>{code}</code>
      </p>
    </section>
  );
}
