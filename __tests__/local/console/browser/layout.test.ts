import { type Box, diagramLayout } from '../../../../local/console/browser/pipeline/layout';
import { diagramOf } from '../../../../local/console/twin/diagram-of-topology';
import { PART_IDS } from '../../../../plan/topology/parts';
import { readTopology } from '../../../../plan/topology/topology';
import { ENVIRONMENTS } from '../../../support/environments';
import { planOfEnvironment } from '../../../support/synthesized-stack';

const WIDTHS = [
  ['wide', 1100],
  ['narrow', 343],
] as const;

const DIAGRAMS = ENVIRONMENTS.map(
  ([name, environment]) => [name, diagramOf(readTopology(planOfEnvironment(environment)))] as const,
);

type Point = readonly [x: number, y: number];

/** Points along a path of the commands M, H, V and C. */
function pointsOf(path: string): Point[] {
  const points: Point[] = [];
  for (const [, command, list = ''] of path.matchAll(/([MHVC])([^MHVC]*)/g)) {
    const numbers = list.trim().split(/[ ,]+/).map(Number);
    const [x, y] = points.at(-1) ?? [0, 0];
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = numbers;
    const controls = { M: [a, b, a, b, a, b], H: [x, y, a, y, a, y], V: [x, y, x, a, x, a] } as const;
    const [x1, y1, x2, y2, x3, y3] = command === 'C' ? [a, b, c, d, e, f] : controls[command as 'M'];
    const start: Point = command === 'M' ? [a, b] : [x, y];
    for (let step = 0; step <= 50; step++) {
      const t = step / 50;
      const at = (p0: number, p1: number, p2: number, p3: number) =>
        (1 - t) ** 3 * p0 + 3 * (1 - t) ** 2 * t * p1 + 3 * (1 - t) * t ** 2 * p2 + t ** 3 * p3;
      points.push([at(start[0], x1, x2, x3), at(start[1], y1, y2, y3)]);
    }
  }
  return points;
}

describe.each(DIAGRAMS)('the diagram of %s', (_, { components, arrows }) => {
  const ids = components.map(({ id }) => id);

  it('has one box at each end of every arrow', () => {
    expect(arrows.filter(({ from, to }) => !ids.includes(from) || !ids.includes(to))).toEqual([]);
    expect(ids).toEqual([...new Set(ids)]);
  });

  it.each(WIDTHS)('has no arrow that crosses another box or leaves the picture, %s', (_, width) => {
    const { boxOf, pathOf, height } = diagramLayout(width, ids);
    const isInside = ([x, y]: Point, box: Box) =>
      x > box.x + 1 && x < box.x + box.width - 1 && y > box.y + 1 && y < box.y + box.height - 1;
    const picture = { x: -2, y: -2, width: width + 4, height: height + 4 };
    const crossings = arrows.flatMap(({ from, to }) => {
      const points = pointsOf(pathOf(from, to));
      const crossed = ids.filter((id) => points.some((point) => isInside(point, boxOf(id))));
      const left = points.every((point) => isInside(point, picture)) ? [] : ['the edge'];
      return [...crossed, ...left].map((what) => `${from} -> ${to} crosses ${what}`);
    });
    expect(crossings).toEqual([]);
  });
});

test.each(WIDTHS)('every part has a cell of its own, %s', (_, width) => {
  const { boxOf } = diagramLayout(width, PART_IDS);
  const cells = PART_IDS.map(boxOf).map(({ x, y }) => `${x} ${y}`);
  expect(cells.filter((cell, index) => cells.indexOf(cell) !== index)).toEqual([]);
});
