import { useMemo } from 'preact/hooks';
import { Empty } from '../parts/empty';
import { filterImages } from '../parts/filter';
import { counted } from '../parts/format';
import { PageHeading } from '../parts/page-heading';
import { useConsole } from '../state/console-context';
import { DeadLetters } from './dead-letters';
import { FailedPhoto } from './failed-photo';

const SHOWN = 100;

/** Photos that failed, and dead letters, each with its reason. */
export function FailuresView() {
  const { images, queues } = useConsole().state;
  const failed = useMemo(
    () => filterImages(images.values(), { status: 'FAILED', userId: '', text: '' }),
    [images],
  );
  const isQuiet = failed.length === 0 && queues.deadLetters === 0;
  return (
    <>
      <PageHeading
        title="Failures"
        lead="Every upload ends as previews, as an explained failure, or as a dead letter. Nothing is lost silently."
      />
      <DeadLetters count={queues.deadLetters} />
      {isQuiet && (
        <Empty title="Nothing has failed">
          <p>Upload a text file renamed to .jpg to see what a failure looks like.</p>
        </Empty>
      )}
      {failed.length > 0 && (
        <ul class="failed-photos" aria-label="Failed photos">
          {failed.slice(0, SHOWN).map((image) => (
            <FailedPhoto key={image.imageId} image={image} />
          ))}
        </ul>
      )}
      {failed.length > SHOWN && (
        <p class="hint">
          The latest {SHOWN} of {counted(failed.length, 'failure')} are shown. The others are on the Photos
          page under “Failed”.
        </p>
      )}
    </>
  );
}
