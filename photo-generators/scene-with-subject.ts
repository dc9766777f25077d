import { nightCity } from './city';
import { meadow, sea, street } from './daylight';
import { dunes, mountainSunrise } from './landscapes';
import { hash } from './noise';
import { type Canvas, type Colour, paint, type Scene } from './painting';

/** A scene with one subject, whose position is known. */
export interface SceneWithSubject {
  readonly canvas: Canvas;
  /** The centre of the head of the subject, and half the height of the figure, as fractions of the picture. */
  readonly subject: { readonly x: number; readonly y: number; readonly reach: number };
}

const BACKGROUNDS: readonly Scene[] = [mountainSunrise, dunes, nightCity, meadow, sea, street];
const SKIN: readonly Colour[] = [
  [232, 190, 160],
  [198, 140, 104],
  [124, 80, 56],
];
const CLOTHES: readonly Colour[] = [
  [40, 60, 140],
  [150, 30, 40],
  [60, 110, 60],
  [90, 90, 96],
];

const pick = <Item>(items: readonly Item[], seed: number): Item =>
  items[Math.floor(hash(seed) * items.length) % items.length] as Item;

/** A person in front of a background. `number` is the seed of the position, the background and the colours. */
export function sceneWithSubject(number: number, [width, height] = [480, 320]): SceneWithSubject {
  // Anywhere along the longer side, and near the middle of the shorter one, which a square crop keeps.
  const [along, across] = [0.1 + 0.8 * hash(number, 1), 0.3 + 0.3 * hash(number, 2)];
  const [x, y] = width >= height ? [along, across] : [across, along];
  const subject = { x, y, reach: 0.1 + 0.12 * hash(number, 3) };
  const background = pick(BACKGROUNDS, number * 7 + 1);
  const [skin, clothes] = [pick(SKIN, number * 11 + 2), pick(CLOTHES, number * 13 + 3)];
  const canvas = paint(width, height, (u, v) => {
    const across = ((u - subject.x) * width) / height / subject.reach;
    const down = (v - subject.y) / subject.reach;
    if (Math.hypot(across * 1.25, down) < 0.45) return skin;
    const isBody = down > 0.4 && down < 2 && Math.abs(across) < 0.35 + 0.25 * Math.min(1, down - 0.4);
    return isBody ? clothes : background(u, v);
  });
  return { canvas, subject };
}
