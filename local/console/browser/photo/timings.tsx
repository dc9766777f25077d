import type { ImageResponse } from '../../../../lambda/image-api/response-schemas';
import { Bars } from '../parts/bars';
import { formatDuration } from '../parts/format';

/** The time of each stage of the last attempt. */
export function Timings({ image: { timings, duration_ms: total } }: { readonly image: ImageResponse }) {
  if (!timings) return null;
  const bars = [
    { label: 'Download', value: timings.download },
    { label: 'Inspect', value: timings.inspect },
    { label: 'Render', value: timings.render },
    { label: 'Store', value: timings.store },
  ].map((bar) => ({ ...bar, text: formatDuration(bar.value) }));
  return (
    <section aria-labelledby="timings">
      <h2 id="timings">
        Time{total !== undefined && <span class="aside">{formatDuration(total)} in all</span>}
      </h2>
      <Bars bars={bars} />
    </section>
  );
}
