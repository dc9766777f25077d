import type { ImageResponse } from '../../../../lambda/image-api/response-schemas';
import { formatBytes, formatDateTime, formatDuration } from '../parts/format';
import { ScrollRegion } from '../parts/scroll-region';
import { STATUS_WORDS } from '../parts/status-words';

/** Every version that was uploaded under this key, newest first. */
export function History({ versions }: { readonly versions: readonly ImageResponse[] }) {
  return (
    <section aria-labelledby="history">
      <h2 id="history">History</h2>
      <ScrollRegion label="Versions">
        <table>
          <thead>
            <tr>
              <th scope="col">Uploaded</th>
              <th scope="col">Outcome</th>
              <th scope="col">File</th>
              <th scope="col">Time</th>
              <th scope="col">Version</th>
            </tr>
          </thead>
          <tbody>
            {versions.map((version) => (
              <tr key={version.timestamp}>
                <td>{formatDateTime(version.timestamp)}</td>
                <td>
                  <span class="status" data-status={version.status}>
                    {STATUS_WORDS[version.status]}
                  </span>
                </td>
                <td>{version.size === undefined ? '–' : formatBytes(version.size)}</td>
                <td>{version.duration_ms === undefined ? '–' : formatDuration(version.duration_ms)}</td>
                <td>
                  <code>{version.version_id ?? version.e_tag ?? '–'}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  );
}
