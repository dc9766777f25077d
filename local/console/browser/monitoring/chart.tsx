import type { ComponentChildren } from 'preact';
import { formatMinute } from '../parts/format';
import { roundUp } from './chart-scale';

/** Units of the drawing, which is scaled to the available width. */
const CHART = { width: 360, height: 132, left: 4, bottom: 18, top: 14 } as const;

const PLOT_HEIGHT = CHART.height - CHART.bottom - CHART.top;

export interface ChartScale {
  /** Left edge of a minute's column. */
  readonly x: (index: number) => number;
  readonly y: (value: number) => number;
  readonly column: number;
}

interface ChartProps {
  readonly title: string;
  /** The chart in a sentence, for people who cannot see it. */
  readonly summary: string;
  /** Start of each column's minute, epoch milliseconds. */
  readonly minutes: readonly number[];
  readonly largest: number;
  readonly format: (value: number) => string;
  readonly legend: readonly { readonly series: string; readonly label: string }[];
  readonly children: (scale: ChartScale) => ComponentChildren;
}

/** The frame of a small chart by minute: title, legend, one line for the scale, and the time below. */
export function Chart({ title, summary, minutes, largest, format, legend, children }: ChartProps) {
  const top = roundUp(largest);
  const column = (CHART.width - CHART.left) / Math.max(1, minutes.length);
  const scale: ChartScale = {
    x: (index) => CHART.left + index * column,
    y: (value) => CHART.top + PLOT_HEIGHT * (1 - value / top),
    column,
  };
  const [first, last] = [minutes[0], minutes.at(-1)];
  return (
    <figure class="chart">
      <figcaption>
        <h2>{title}</h2>
        <ul class="legend">
          {legend.map(({ series, label }) => (
            <li key={series}>
              <span class="legend-mark" data-series={series} aria-hidden="true" /> {label}
            </li>
          ))}
        </ul>
      </figcaption>
      <svg viewBox={`0 0 ${CHART.width} ${CHART.height}`} role="img" aria-label={summary}>
        <line class="chart-line" x1="0" x2={CHART.width} y1={scale.y(top)} y2={scale.y(top)} />
        <line class="chart-line" x1="0" x2={CHART.width} y1={scale.y(0)} y2={scale.y(0)} />
        <text class="chart-text" x="0" y={scale.y(top) - 4}>
          {format(top)}
        </text>
        {children(scale)}
        {first !== undefined && (
          <text class="chart-text" x="0" y={CHART.height - 4}>
            {formatMinute(first)}
          </text>
        )}
        {last !== undefined && (
          <text class="chart-text" x={CHART.width} y={CHART.height - 4} text-anchor="end">
            {formatMinute(last)}
          </text>
        )}
      </svg>
    </figure>
  );
}

interface ColumnProps {
  readonly scale: ChartScale;
  readonly index: number;
  readonly series: string;
  readonly value: number;
  /** The value that the column stands on. */
  readonly base?: number;
}

/** A minute's column. */
export const Column = ({ scale: { x, y, column }, index, series, value, base = 0 }: ColumnProps) => (
  <rect
    data-series={series}
    x={x(index)}
    width={column * 0.72}
    y={y(base + value)}
    height={y(0) - y(value)}
  />
);
