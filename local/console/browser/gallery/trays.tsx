import { useMemo } from 'preact/hooks';
import { PHONE, useMedia } from '../parts/use-media';
import { useConsole } from '../state/console-context';
import { Tray } from './tray';
import { hasEnded, type UploadRow, uploadRows, uploadSummary } from './upload-rows';

const SHOWN = 6;
/** Fewer, so that a phone shows photos on the first screen. */
const SHOWN_ON_A_PHONE = 2;

/** Uploads in progress, from this browser or any other client, and failed ones until they are closed. */
export function Trays() {
  const { state, uploads, dismissUploads, closeUploads } = useConsole();
  const { progress, images } = state;
  const rows = useMemo(() => uploadRows(uploads, progress, images), [uploads, progress, images]);
  const shown = useMedia(PHONE) ? SHOWN_ON_A_PHONE : SHOWN;
  if (rows.length === 0) return null;

  const close = (closed: readonly UploadRow[]) => {
    dismissUploads(closed.flatMap((row) => (row.kind === 'local' ? [row.upload.id] : [])));
    closeUploads(closed.flatMap((row) => (row.kind === 'reported' ? [row.progress.imageId] : [])));
  };
  const ended = rows.filter(hasEnded);
  return (
    <section class="trays" aria-label="Uploads">
      <div class="trays-head">
        <p>
          {uploadSummary(rows)}
          {rows.length > shown && `; the newest ${shown} are shown`}
        </p>
        {ended.length > 0 && (
          <button type="button" class="text-button" onClick={() => close(ended)}>
            Close finished
          </button>
        )}
      </div>
      <ol>
        {rows.slice(0, shown).map((row) => (
          <Tray key={keyOf(row)} row={row} onClose={() => close([row])} />
        ))}
      </ol>
    </section>
  );
}

const keyOf = (row: UploadRow): string =>
  row.kind === 'local' ? String(row.upload.id) : row.progress.imageId;
