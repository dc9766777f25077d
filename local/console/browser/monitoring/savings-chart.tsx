import type { MetricMinute } from '../../twin-view';
import { formatBytes, formatShare } from '../parts/format';
import { Chart } from './chart';

/** Bytes that came in, and the bytes of the previews that stand for them. */
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
      {({ x, y, column }) =>
        metrics.map(({ minute, sourceBytes, previewBytes }, index) => (
          <g key={minute}>
            <rect
              data-series="muted"
              x={x(index)}
              width={column * 0.72}
              y={y(sourceBytes)}
              height={y(0) - y(sourceBytes)}
            />
            <rect
              data-series="accent"
              x={x(index)}
              width={column * 0.72}
              y={y(previewBytes)}
              height={y(0) - y(previewBytes)}
            />
          </g>
        ))
      }
    </Chart>
  );
}
