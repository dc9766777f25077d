import { useMemo } from 'preact/hooks';
import { counted, formatBytes } from '../parts/format';
import { useConsole } from '../state/console-context';
import type { Progress } from '../state/progress';
import { StageTrack } from '../state/stage-track';
import type { LocalUpload } from '../state/uploads';

const SHOWN = 6;

/** Uploads in progress, from this browser or any other client, stage by stage. */
export function Trays() {
  const { state, uploads, dismissUpload } = useConsole();
  const { progress, images } = state;
  const moving = useMemo(() => [...progress.values()].sort((a, b) => b.startedAt - a.startedAt), [progress]);
  const refused = uploads.filter(({ state: of }) => of === 'refused');
  const leaving = uploads.filter((upload) => upload.state !== 'refused' && !isKnown(upload, progress));
  const more = Math.max(0, moving.length + leaving.length - SHOWN);
  if (moving.length + uploads.length === 0) return null;
  return (
    <section class="trays" aria-label="On their way">
      {refused.map((upload) => (
        <Refused key={upload.id} upload={upload} onDismiss={() => dismissUpload(upload.id)} />
      ))}
      <ol>
        {leaving.slice(0, SHOWN).map((upload) => (
          <Leaving key={upload.id} upload={upload} />
        ))}
        {moving.slice(0, Math.max(0, SHOWN - leaving.length)).map((each) => (
          <li key={each.imageId}>
            <StageTrack progress={each} image={images.get(each.imageId)} />
          </li>
        ))}
      </ol>
      {more > 0 && <p class="trays-more">and {counted(more, 'more photo')} behind them</p>}
    </section>
  );
}

const isKnown = ({ imageId }: LocalUpload, progress: ReadonlyMap<string, Progress>): boolean =>
  imageId !== undefined && progress.has(imageId);

function Leaving({ upload }: { readonly upload: LocalUpload }) {
  const label = `Sending ${upload.name}`;
  return (
    <li>
      <div class="tray">
        <span class="tray-name">{upload.name}</span>
        <progress class="tray-sent" value={upload.sent} max={1} aria-label={label} />
        <span class="tray-stage">
          {upload.state === 'waiting' ? 'Waiting to be sent' : `Sending ${formatBytes(upload.size)}`}
        </span>
      </div>
    </li>
  );
}

interface RefusedProps {
  readonly upload: LocalUpload;
  readonly onDismiss: () => void;
}

function Refused({ upload, onDismiss }: RefusedProps) {
  return (
    <div class="refused">
      <p>
        <strong>{upload.name} was not uploaded.</strong> {upload.message}
      </p>
      <button type="button" class="button" onClick={onDismiss} aria-label={`Dismiss ${upload.name}`}>
        Dismiss
      </button>
    </div>
  );
}
