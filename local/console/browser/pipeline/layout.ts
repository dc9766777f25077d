import type { ComponentId } from '../../pipeline-diagram';

type Cell = readonly [column: number, row: number];
type Places = Readonly<Record<ComponentId, Cell>>;

/** From left to right, in the direction of a photo. */
const WIDE: Places = {
  client: [0, 1],
  'source-bucket': [1, 1],
  'uploads-queue': [2, 1],
  'dead-letter-queue': [2, 2],
  'image-processor': [3, 1],
  'processed-bucket': [4, 0],
  cdn: [5, 1],
  'image-metadata-table': [4, 1],
  'event-bus': [4, 2],
  'event-archive': [5, 3],
  'undelivered-queue': [6, 3],
  'notification-rules': [5, 2],
  'notifications-topic': [6, 2],
  email: [6, 1],
  'alerts-topic': [6, 0],
  alarms: [5, 0],
  brake: [3, 0],
  'rest-api': [1, 3],
  'sign-in': [1, 2],
  'image-api': [3, 3],
  'webhooks-queue': [5, 4],
  'webhook-sender': [6, 4],
};

/** From top to bottom, for a phone. */
const NARROW: Places = {
  client: [0, 0],
  'sign-in': [2, 0],
  'source-bucket': [1, 1],
  'rest-api': [2, 1],
  'dead-letter-queue': [0, 2],
  'uploads-queue': [1, 2],
  cdn: [0, 3],
  'image-processor': [1, 3],
  'image-api': [2, 3],
  'processed-bucket': [0, 4],
  'image-metadata-table': [1, 4],
  alarms: [0, 5],
  brake: [1, 5],
  'event-bus': [2, 5],
  'event-archive': [0, 6],
  'webhooks-queue': [1, 6],
  'notification-rules': [2, 6],
  'webhook-sender': [0, 7],
  'undelivered-queue': [1, 7],
  'notifications-topic': [2, 7],
  'alerts-topic': [0, 8],
  email: [1, 8],
};

const NARROW_BELOW = 820;

/** Pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Pixels between columns and between rows. */
interface Gap {
  readonly x: number;
  readonly y: number;
}

export interface DiagramLayout {
  readonly height: number;
  readonly boxOf: (id: ComponentId) => Box;
  /** The `d` of an SVG path from one box to another. */
  readonly pathOf: (from: ComponentId, to: ComponentId) => string;
}

/** Places these boxes on a canvas this many pixels wide. */
export function diagramLayout(width: number, ids: readonly ComponentId[]): DiagramLayout {
  const isWide = width >= NARROW_BELOW;
  const places = isWide ? WIDE : NARROW;
  const taken = ids.map((id) => places[id]);
  const columns = 1 + Math.max(...taken.map(([column]) => column));
  const rows = 1 + Math.max(...taken.map(([, row]) => row));
  const gap = isWide ? { x: 34, y: 40 } : { x: 14, y: 34 };
  const boxWidth = (width - gap.x * (columns - 1)) / columns;
  const boxHeight = isWide ? 76 : 66;

  const boxOf = (id: ComponentId): Box => {
    const [column, row] = places[id];
    return {
      x: column * (boxWidth + gap.x),
      y: row * (boxHeight + gap.y),
      width: boxWidth,
      height: boxHeight,
    };
  };
  return {
    height: rows * boxHeight + (rows - 1) * gap.y,
    boxOf,
    pathOf: (from, to) =>
      arrowPath(boxOf(from), boxOf(to), isWide, gap, (axis) =>
        isBlocked(taken, places[from], places[to], axis),
      ),
  };
}

function isBlocked(taken: readonly Cell[], start: Cell, end: Cell, axis: 'x' | 'y'): boolean {
  const [along, across] = axis === 'x' ? ([0, 1] as const) : ([1, 0] as const);
  const [first, last] = [Math.min(start[along], end[along]), Math.max(start[along], end[along])];
  return taken.some((cell) => cell[across] === start[across] && cell[along] > first && cell[along] < last);
}

/** Room for the arrow's head, pixels. */
const HEAD = 5;
/** Arrows in the opposite direction start and end beside the others, at this share of a box's edge. */
const BESIDE = 0.25;

/** Whether another box stands in the column or row of the first, between it and the level of the second. */
type IsBlocked = (axis: 'x' | 'y') => boolean;

/** A curve between facing edges of two boxes, through gaps and free places where possible. */
function arrowPath(from: Box, to: Box, isWide: boolean, gap: Gap, isBlocked: IsBlocked): string {
  if (from.y === to.y) return isBlocked('x') ? arcAcross(from, to, gap.y) : sidewaysPath(from, to, gap.x);
  if (from.x === to.x)
    return isBlocked('y') ? arcBeside(from, to, gap.x) : verticalPath(from, to, gap.y, false);
  return isWide ? sidewaysPath(from, to, gap.x) : verticalPath(from, to, gap.y, isBlocked('y'));
}

/** Along the row of its start, and through the gap in front of its end. */
function sidewaysPath(from: Box, to: Box, gap: number): string {
  const rightwards = to.x > from.x;
  const isBack = !rightwards && from.y !== to.y;
  const y1 = from.y + from.height * (isBack ? BESIDE : 0.5);
  const y2 = to.y + to.height * (isBack ? 1 - BESIDE : 0.5);
  const x1 = rightwards ? from.x + from.width : from.x;
  const x2 = rightwards ? to.x - HEAD : to.x + to.width + HEAD;
  const turn = rightwards ? to.x - gap : to.x + to.width + gap;
  const middle = (turn + x2) / 2;
  return `M${x1} ${y1}H${turn}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
}

/** Down the column of its start, or with `turnsFirst` down the column of its end. */
function verticalPath(from: Box, to: Box, gap: number, turnsFirst: boolean): string {
  const downwards = to.y > from.y;
  const isBack = !downwards && from.x !== to.x;
  const x1 = from.x + from.width * (isBack ? BESIDE : 0.5);
  const x2 = to.x + to.width * (isBack ? 1 - BESIDE : 0.5);
  const y1 = downwards ? from.y + from.height : from.y;
  const y2 = downwards ? to.y - HEAD : to.y + to.height + HEAD;
  const step = downwards ? gap : -gap;
  if (turnsFirst) {
    return `M${x1} ${y1}C${x1} ${y1 + step / 2} ${x2} ${y1 + step / 2} ${x2} ${y1 + step}V${y2}`;
  }
  const turn = downwards ? to.y - gap : to.y + to.height + gap;
  const middle = (turn + y2) / 2;
  return `M${x1} ${y1}V${turn}C${x1} ${middle} ${x2} ${middle} ${x2} ${y2}`;
}

/** Above the boxes between, or in the first row below them. */
function arcAcross(from: Box, to: Box, gap: number): string {
  const [near, far] = to.x > from.x ? [1 - BESIDE, BESIDE] : [BESIDE, 1 - BESIDE];
  const [x1, x2] = [from.x + from.width * near, to.x + to.width * far];
  const [edge, outwards] = from.y === 0 ? [from.height, 1] : [from.y, -1];
  const middle = edge + outwards * gap * 0.9;
  return `M${x1} ${edge}C${x1} ${middle} ${x2} ${middle} ${x2} ${edge + outwards * HEAD}`;
}

function arcBeside(from: Box, to: Box, gap: number): string {
  const [x1, x2] = [from.x + from.width, to.x + to.width + HEAD];
  const [near, far] = to.y > from.y ? [1 - BESIDE, BESIDE] : [BESIDE, 1 - BESIDE];
  const [y1, y2] = [from.y + from.height * near, to.y + to.height * far];
  const right = x1 + gap * 0.9;
  return `M${x1} ${y1}C${right} ${y1} ${right} ${y2} ${x2} ${y2}`;
}
