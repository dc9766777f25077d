import type { MetricMinute } from '../../twin-view';
import { counted, formatCount } from '../parts/format';
import { Chart, Column } from './chart';

/** Photos a minute: processed ones, with failed ones above them. */
export function ThroughputChart({ metrics }: { readonly metrics: readonly MetricMinute[] }) {
  const processed = metrics.reduce((sum, minute) => sum + minute.processed, 0);
  const failed = metrics.reduce((sum, minute) => sum + minute.failed, 0);
  return (
    <Chart
      title="Throughput"
      summary={`${counted(processed, 'photo')} processed and ${formatCount(failed)} failed in ${metrics.length} minutes.`}
      minutes={metrics.map(({ minute }) => minute)}
      largest={Math.max(...metrics.map((minute) => minute.processed + minute.failed))}
      format={(value) => `${formatCount(value)} a minute`}
      legend={[
        { series: 'good', label: `Processed ${formatCount(processed)}` },
        { series: 'bad', label: `Failed ${formatCount(failed)}` },
      ]}
    >
      {(scale) =>
        metrics.map(({ minute, processed: good, failed: bad }, index) => (
          <g key={minute}>
            <Column scale={scale} index={index} series="good" value={good} />
            <Column scale={scale} index={index} series="bad" value={bad} base={good} />
          </g>
        ))
      }
    </Chart>
  );
}
