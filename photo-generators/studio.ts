import { grain } from './noise';
import { blend, type Colour, clamp, lighten, type Scene, smoothStep } from './painting';

interface Fruit {
  readonly at: readonly [u: number, v: number];
  readonly radius: number;
  readonly colour: Colour;
}

/** Fruits in the most saturated colours of the colour space. */
const FRUITS: readonly Fruit[] = [
  { at: [0.3, 0.5], radius: 0.2, colour: [255, 110, 0] },
  { at: [0.71, 0.52], radius: 0.17, colour: [10, 200, 40] },
  { at: [0.52, 0.63], radius: 0.15, colour: [250, 10, 40] },
  { at: [0.83, 0.72], radius: 0.08, colour: [255, 0, 110] },
];

/** Round fruits on a table, lit from the upper left. */
export const stillLife: Scene = (u, v) => {
  const isTable = v > 0.58;
  let colour = isTable ? blend([120, 76, 48], [196, 140, 92], v) : blend([24, 66, 84], [64, 128, 136], u);
  for (const { at, radius, colour: skin } of FRUITS) {
    const [x, y] = [(u - at[0]) / radius, (v - at[1]) / (radius * 1.33)];
    const shadow = Math.hypot(x - 0.35, (y - 0.95) * 3.2);
    if (isTable) colour = blend([52, 30, 22], colour, 0.25 + smoothStep(0.5, 1.2, shadow) * 0.75);
    const edge = Math.hypot(x, y);
    if (edge > 1) continue;
    const light = clamp(-x * 0.45 - y * 0.5 + Math.sqrt(1 - edge * edge) * 0.75);
    const shine = smoothStep(0.24, 0.05, Math.hypot(x + 0.36, y + 0.42));
    colour = blend(
      blend([skin[0] * 0.16, skin[1] * 0.16, skin[2] * 0.2], skin, light * 1.1),
      [255, 255, 255],
      shine,
    );
  }
  return lighten(colour, grain(u, v, 4));
};

const STRIPES: readonly Colour[] = [
  [226, 72, 60],
  [246, 190, 74],
  [62, 142, 170],
  [244, 236, 220],
];

/** A hot-air balloon. `balloonCover` removes its surroundings. */
export const balloon: Scene = (u, v) => {
  if (v > 0.8) return v > 0.86 ? [132, 88, 52] : [70, 56, 48];
  const across = clamp(0.5 + (Math.asin(clamp(Math.abs(balloonX(u, v)))) / Math.PI) * Math.sign(u - 0.5));
  const stripe = STRIPES[Math.floor(across * 12) % STRIPES.length] ?? [0, 0, 0];
  return blend(stripe, [40, 30, 50], smoothStep(0.2, 1.15, balloonX(u, v) * 0.6 + 0.45));
};

/** 1 inside the balloon and its basket, 0 outside, smooth at the edge. */
export function balloonCover(u: number, v: number): number {
  if (v > 0.86) return smoothStep(0.075, 0.07, Math.abs(u - 0.5)) * smoothStep(0.97, 0.96, v);
  if (v > 0.78) return smoothStep(0.006, 0.003, Math.abs(Math.abs(u - 0.5) - 0.06));
  return smoothStep(1, 0.985, Math.hypot(balloonX(u, v), Math.min(0, (v - 0.4) / 0.37)));
}

/** The position between the sides of the envelope, -1 to 1. The envelope narrows towards the basket. */
function balloonX(u: number, v: number): number {
  const halfWidth = v < 0.4 ? 0.4 : 0.4 - 0.33 * smoothStep(0.4, 0.8, v);
  return (u - 0.5) / halfWidth;
}

/** A lighthouse at night. `turn` is the direction of its beam, from 0 to 1. */
export const lighthouse =
  (turn: number): Scene =>
  (u, v) => {
    const sea = v > 0.76;
    const night = sea
      ? blend([14, 34, 58], [6, 16, 32], (v - 0.76) * 4)
      : blend([12, 18, 46], [66, 58, 98], v);
    const [x, y] = [u - 0.5, v - 0.27];
    const towards = Math.cos(turn * 2 * Math.PI);
    const inBeam = Math.sign(x) === Math.sign(towards) && Math.abs(y) < 0.012 + Math.abs(x) * 0.16;
    const beam = inBeam && !sea ? Math.abs(towards) * (1 - Math.abs(x)) * 0.75 : 0;
    const lamp = smoothStep(0.09, 0.01, Math.hypot(x, y * 0.75)) * (0.55 + Math.abs(towards) * 0.45);
    const isTower = v > 0.32 && v < 0.8 && Math.abs(x) < 0.03 + (v - 0.3) * 0.05;
    const paint: Colour = Math.floor(v * 14) % 2 ? [196, 60, 56] : [226, 222, 214];
    const wall = blend(paint, [20, 20, 44], 0.5 + x * 9);
    return blend(isTower ? wall : night, [255, 240, 186], Math.max(isTower ? 0 : beam, lamp));
  };
