import type { MetricMinute } from '../../twin-view';
import { formatBytes, formatShare } from '../parts/format';
import { Chart, Column } from './chart';

/** Bytes of the originals and of their previews. */
export function SavingsChart({ metrics }: { readonly metrics: readonly MetricMinute[] }) {
  const before = metrics.reduce((sum, { sourceBytes }) => sum + sourceBytes, 0);
  const after = metrics.reduce((sum, { previewBytes }) => sum + previewBytes, 0);
  return (
    <Chart
      title={before > 0 && after < before ? `Size: ${formatShare(1 - after / before)} saved` : 'Size'}
      summary={`Originals of ${formatBytes(before)} became previews of ${formatBytes(after)}.`}
      minutes={metrics.map(({ minute }) => minute)}
      largest={Math.max(...metrics.map(({ sourceBytes }) => sourceBytes))}
      format={(value) => `${formatBytes(value)} a minute`}
      legend={[
        { series: 'muted', label: `Originals ${formatBytes(before)}` },
        { series: 'accent', label: `Previews ${formatBytes(after)}` },
      ]}
    >
      {(scale) =>
        metrics.map(({ minute, sourceBytes, previewBytes }, index) => (
          <g key={minute}>
            <Column scale={scale} index={index} series="muted" value={sourceBytes} />
            <Column scale={scale} index={index} series="accent" value={previewBytes} />
          </g>
        ))
      }
    </Chart>
  );
}
