import type { MetricMinute } from '../../twin-view';
import { formatDuration } from '../parts/format';
import { Chart, type ChartScale } from './chart';

/** Processing times of photos: the average and the 95th percentile. */
export function DurationChart({ metrics }: { readonly metrics: readonly MetricMinute[] }) {
  const average = metrics.map(({ durationAverage }) => durationAverage);
  const slowest = metrics.map(({ durationP95 }) => durationP95);
  const latest = average.findLast((value) => value !== undefined);
  return (
    <Chart
      title="Duration"
      summary={
        latest === undefined
          ? 'No photo was processed in this time.'
          : `Latest average ${formatDuration(latest)}, 95th percentile ${formatDuration(slowest.findLast((value) => value !== undefined) ?? 0)}.`
      }
      minutes={metrics.map(({ minute }) => minute)}
      largest={Math.max(0, ...slowest.map((value) => value ?? 0))}
      format={formatDuration}
      legend={[
        { series: 'good', label: 'Average' },
        { series: 'accent', label: '95th percentile' },
      ]}
    >
      {(scale) => (
        <>
          <Line values={slowest} scale={scale} series="accent" />
          <Line values={average} scale={scale} series="good" />
        </>
      )}
    </Chart>
  );
}

interface LineProps {
  readonly values: readonly (number | undefined)[];
  readonly scale: ChartScale;
  readonly series: string;
}

/** Joins neighbouring minutes and marks each, so that a single minute is visible, too. */
function Line({ values, scale, series }: LineProps) {
  const points = values.flatMap((value, index) =>
    value === undefined ? [] : [{ index, x: scale.x(index) + scale.column / 2, y: scale.y(value) }],
  );
  const path = points.map(
    ({ index, x, y }, at) => `${points[at - 1]?.index === index - 1 ? 'L' : 'M'}${x} ${y}`,
  );
  return (
    <>
      <path class="line" data-series={series} d={path.join('')} />
      {points.map(({ index, x, y }) => (
        <circle key={index} data-series={series} cx={x} cy={y} r="1.8" />
      ))}
    </>
  );
}
