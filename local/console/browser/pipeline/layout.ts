import type { ComponentId } from '../../pipeline-diagram';

type Cell = readonly [column: number, row: number];
type Places = Readonly<Record<ComponentId, Cell>>;

/** From left to right, as a photo goes. */
const WIDE: Places = {
  client: [0, 1],
  'source-bucket': [1, 1],
  'uploads-queue': [2, 1],
  'dead-letter-queue': [2, 2],
  'image-processor': [3, 1],
  'processed-bucket': [4, 0],
  'image-metadata-table': [4, 1],
  'event-bus': [4, 2],
  'event-archive': [5, 3],
  'undelivered-queue': [6, 3],
  'notification-rules': [5, 2],
  'notifications-topic': [6, 2],
  email: [6, 1],
  'alerts-topic': [6, 0],
  alarms: [5, 0],
  'rest-api': [1, 3],
  'image-api': [3, 3],
};

/** From top to bottom, for a phone. */
const NARROW: Places = {
  client: [1, 0],
  'source-bucket': [1, 1],
  'rest-api': [2, 1],
  'uploads-queue': [1, 2],
  'dead-letter-queue': [0, 2],
  'image-processor': [1, 3],
  'image-api': [2, 3],
  'processed-bucket': [0, 4],
  'image-metadata-table': [1, 4],
  'event-bus': [2, 5],
  alarms: [0, 5],
  'event-archive': [1, 6],
  'notification-rules': [2, 6],
  'alerts-topic': [0, 7],
  'undelivered-queue': [1, 7],
  'notifications-topic': [2, 7],
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

export interface DiagramLayout {
  readonly height: number;
  readonly boxOf: (id: ComponentId) => Box;
  /** The `d` of an SVG path from one box to another. */
  readonly pathOf: (from: ComponentId, to: ComponentId) => string;
}

/** Places the boxes on a canvas this many pixels wide. */
export function diagramLayout(width: number): DiagramLayout {
  const isWide = width >= NARROW_BELOW;
  const places = isWide ? WIDE : NARROW;
  const columns = 1 + Math.max(...Object.values(places).map(([column]) => column));
  const rows = 1 + Math.max(...Object.values(places).map(([, row]) => row));
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
    pathOf: (from, to) => arrowPath(boxOf(from), boxOf(to), isWide),
  };
}

/** Room for the arrow's head, pixels. */
const HEAD = 5;

/** Sideways where it can be, in a wide picture; downwards in a narrow one. */
function arrowPath(from: Box, to: Box, preferSideways: boolean): string {
  if (preferSideways && from.y === to.y && Math.abs(to.x - from.x) > 2 * from.width)
    return arcAbove(from, to);
  if (preferSideways && to.x < from.x && to.y < from.y) return curveBack(from, to);
  const sideways = preferSideways ? from.x !== to.x : from.y === to.y;
  if (sideways) {
    const rightwards = to.x > from.x;
    const x1 = rightwards ? from.x + from.width : from.x;
    const x2 = rightwards ? to.x - HEAD : to.x + to.width + HEAD;
    const y1 = from.y + from.height / 2;
    const y2 = to.y + to.height / 2;
    const middle = (x1 + x2) / 2;
    return `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
  }
  const downwards = to.y > from.y;
  const y1 = downwards ? from.y + from.height : from.y;
  const y2 = downwards ? to.y - HEAD : to.y + to.height + HEAD;
  const x1 = from.x + from.width / 2;
  const x2 = to.x + to.width / 2;
  const middle = (y1 + y2) / 2;
  return `M${x1} ${y1}C${x1} ${middle} ${x2} ${middle} ${x2} ${y2}`;
}

/** Above the boxes between two boxes of a row. */
function arcAbove(from: Box, to: Box): string {
  const [x1, x2] = [from.x + from.width / 2, to.x + to.width / 2];
  const top = from.y - from.height / 2;
  return `M${x1} ${from.y}C${x1} ${top} ${x2} ${top} ${x2} ${to.y - HEAD}`;
}

/** Back to the left and up, to the lower edge of the box. */
function curveBack(from: Box, to: Box): string {
  const [x1, y1] = [from.x, from.y + from.height / 2];
  const [x2, y2] = [to.x + to.width / 2, to.y + to.height + HEAD];
  return `M${x1} ${y1}C${(x1 + x2) / 2} ${y1} ${x2} ${(y1 + y2) / 2} ${x2} ${y2}`;
}
