import { grain, hash } from './noise';
import { blend, type Colour, lighten, type Scene, smoothStep } from './painting';

const WATERLINE = 0.78;
const HOUSES = 13;

/** A skyline with lit windows under the moon, mirrored in the river. */
export const nightCity: Scene = (u, v) => {
  if (v < WATERLINE) return lighten(aboveWater(u, v), grain(u, v, 8));
  const depth = v - WATERLINE;
  const wave = Math.sin(v * 520 + Math.sin(u * 40) * 2) * 0.006 * (0.3 + depth * 6);
  const mirrored = aboveWater(u + wave, WATERLINE - depth * 1.5);
  return lighten(blend(mirrored, [10, 20, 38], 0.4 + depth), grain(u, v, 8));
};

function aboveWater(u: number, v: number): Colour {
  let colour = skyAt(u, v);
  for (let row = 0; row < 3; row++) colour = houseAt(u, v, row) ?? colour;
  return colour;
}

function skyAt(u: number, v: number): Colour {
  const fromMoon = Math.hypot(u - 0.27, (v - 0.16) * 1.5);
  const sky = blend([8, 12, 34], [86, 52, 92], v * 1.25);
  const glow = blend([250, 244, 222], sky, 0.45 + smoothStep(0.05, 0.4, fromMoon) * 0.55);
  return fromMoon < 0.055 ? [250, 246, 230] : glow;
}

/** The house that covers a place in one of the rows, the nearest row last. */
function houseAt(u: number, v: number, row: number): Colour | undefined {
  const place = u * HOUSES + row * 0.37;
  const house = Math.floor(place);
  const roof = 0.72 - row * 0.04 - hash(house, row * 91 + 3) * (0.34 - row * 0.07);
  if (v < roof) return undefined;
  const wall = blend([52, 46, 84], [16, 18, 36], row / 2);
  const [column, floor] = [(place - house) * 9, v * 95];
  const isPane = column % 1 > 0.3 && floor % 1 > 0.35 && column > 0.8 && column < 8.2;
  const isLit = hash(Math.floor(column) + house * 16, Math.floor(floor) + row * 211) > 0.66;
  if (!isPane || !isLit) return wall;
  return blend([255, 190, 96], [255, 236, 190], hash(house, Math.floor(floor)));
}
