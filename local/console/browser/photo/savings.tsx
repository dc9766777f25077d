import type { ImageResponse } from '../../../../lambda/image-api/response-schemas';
import { Bars } from '../parts/bars';
import { formatBytes, formatShare } from '../parts/format';
import { totalBytes } from '../parts/preview-source';

/** The sizes of the original and of each preview. */
export function Savings({ image: { size, previews } }: { readonly image: ImageResponse }) {
  if (size === undefined || !previews || previews.length === 0) return null;
  const all = totalBytes(previews);
  const bars = [
    { label: 'Original', value: size, text: formatBytes(size), muted: true },
    ...previews.toReversed().map((preview) => ({
      label: `${preview.width} × ${preview.height}`,
      value: preview.size,
      text: `${formatBytes(preview.size)} · ${formatShare(preview.size / size)}`,
    })),
  ];
  return (
    <section aria-labelledby="savings">
      <h2 id="savings">
        Bytes
        <span class="aside">
          {all < size
            ? `${formatShare(1 - all / size)} saved by all previews together`
            : 'the previews together are larger than the original'}
        </span>
      </h2>
      <Bars bars={bars} />
    </section>
  );
}
