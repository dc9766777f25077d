import { XMLParser } from 'fast-xml-parser';
import type { Chart } from '../../../scripts/bench/finding';
import { barChart } from '../../../scripts/bench/report/bar-chart';

const CHART: Chart = {
  title: 'CPU of <a> "render"',
  unit: 'times & more',
  bars: [
    { label: 'ours', value: 1, ours: true },
    { label: 'theirs', value: 2, least: 1.5, most: 4 },
  ],
  goal: 1.25,
};

const parse = (svg: string) =>
  new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' }).parse(svg).svg;

it('is well-formed, whatever the texts', () => {
  const svg = parse(barChart(CHART));
  expect(svg['aria-label']).toBe('CPU of <a> "render"');
});

it('draws bars from 0 as long as their values', () => {
  const [ours, theirs] = parse(barChart(CHART)).rect.map((rect: { width: string }) => Number(rect.width));
  expect(theirs / ours).toBeCloseTo(2, 1);
});

it('draws the range of a value and a line at the goal', () => {
  const lines = parse(barChart(CHART)).line;
  expect(lines).toHaveLength(2);
});

it('keeps everything within its width, ranges included', () => {
  const svg = parse(barChart(CHART));
  const ends = svg.line.map((line: { x2: string }) => Number(line.x2));
  expect(Math.max(...ends)).toBeLessThan(Number(svg.width));
});

it('draws no goal where there is none', () => {
  const { goal: _, ...chart } = CHART;
  expect(barChart(chart)).not.toContain('stroke-dasharray');
});
