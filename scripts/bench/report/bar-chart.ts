import type { Bar, Chart } from '../finding';
import { times } from './numbers';

const WIDTH = 760;
const ROW = 24;
const BAR_HEIGHT = 14;
const TOP = 52;
const BOTTOM = 16;
const LABELS = 230;
const VALUES = 64;
/** Readable on white and on a dark page. */
const COLOURS = { ours: '#d9822b', others: '#7d8b99', text: '#57606a', goal: '#c23030', spread: '#30363d' };

/** Draws a chart as an SVG of its own, without scripts or outside references. */
export function barChart(chart: Chart): string {
  const height = TOP + chart.bars.length * ROW + BOTTOM;
  const longest = Math.max(...chart.bars.map(({ value, most }) => most ?? value), chart.goal ?? 0);
  const along = (value: number) => LABELS + (value / longest) * (WIDTH - LABELS - VALUES);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${escaped(chart.title)}" font-family="system-ui, sans-serif" font-size="12" fill="${COLOURS.text}">`,
    `<text x="0" y="16" font-size="14" font-weight="600">${escaped(chart.title)}</text>`,
    `<text x="0" y="34">${escaped(chart.unit)}${chart.goal === undefined ? '' : `; the line is the goal, ${times(chart.goal)}`}</text>`,
    ...chart.bars.map((bar, row) => drawBar(bar, TOP + row * ROW, along)),
    ...(chart.goal === undefined ? [] : [goalLine(along(chart.goal), height)]),
    '</svg>\n',
  ].join('\n');
}

function drawBar(bar: Bar, top: number, along: (value: number) => number): string {
  const { label, value, least, most, ours } = bar;
  const middle = top + BAR_HEIGHT / 2;
  const end = along(most ?? value) + 6;
  const colour = ours ? COLOURS.ours : COLOURS.others;
  return [
    `<text x="${LABELS - 8}" y="${middle + 4}" text-anchor="end">${escaped(label)}</text>`,
    `<rect x="${LABELS}" y="${top}" width="${(along(value) - LABELS).toFixed(1)}" height="${BAR_HEIGHT}" fill="${colour}"/>`,
    ...(least === undefined || most === undefined
      ? []
      : [
          `<line x1="${along(least).toFixed(1)}" x2="${along(most).toFixed(1)}" y1="${middle}" y2="${middle}" stroke="${COLOURS.spread}"/>`,
        ]),
    `<text x="${end.toFixed(1)}" y="${middle + 4}">${times(value)}</text>`,
  ].join('');
}

const goalLine = (x: number, height: number): string =>
  `<line x1="${x.toFixed(1)}" x2="${x.toFixed(1)}" y1="${TOP - 6}" y2="${height - BOTTOM + 4}" stroke="${COLOURS.goal}" stroke-dasharray="4 3"/>`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
