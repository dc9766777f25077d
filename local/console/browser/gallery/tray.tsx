import { baseName, formatBytes } from '../parts/format';
import { StageTrack } from '../state/stage-track';
import type { LocalUpload } from '../state/uploads';
import { hasEnded, type UploadRow } from './upload-rows';

interface TrayProps {
  readonly row: UploadRow;
  readonly onClose: () => void;
}

/** One upload of the list. It can be closed once it has ended. */
export function Tray({ row, onClose }: TrayProps) {
  const isEnded = hasEnded(row);
  return (
    <li class="tray-row" data-ended={isEnded}>
      {row.kind === 'reported' && <StageTrack progress={row.progress} image={row.image} />}
      {row.kind === 'local' && row.upload.state !== 'refused' && <Sending upload={row.upload} />}
      {row.kind === 'local' && row.upload.state === 'refused' && <Refused upload={row.upload} />}
      {isEnded && (
        <button type="button" class="close-button" onClick={onClose} aria-label={`Close ${nameOf(row)}`}>
          <span aria-hidden="true">×</span>
        </button>
      )}
    </li>
  );
}

const nameOf = (row: UploadRow): string =>
  row.kind === 'local' ? row.upload.name : baseName(row.progress.key);

function Sending({ upload }: { readonly upload: LocalUpload }) {
  return (
    <div class="tray">
      <span class="tray-name" title={upload.name}>
        {upload.name}
      </span>
      <progress class="tray-sent" value={upload.sent} max={1} aria-label={`Sending ${upload.name}`} />
      <span class="tray-stage">
        {upload.state === 'waiting' ? 'Waiting to be sent' : `Sending ${formatBytes(upload.size)}`}
      </span>
    </div>
  );
}

function Refused({ upload }: { readonly upload: LocalUpload }) {
  return (
    <p class="refused">
      <strong>{upload.name} was not uploaded.</strong> {upload.message}
    </p>
  );
}
