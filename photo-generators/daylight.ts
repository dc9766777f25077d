import { grain, hills, ridge } from './noise';
import { blend, lighten, perColumn, type Scene } from './painting';

const sky = (v: number) => blend([96, 150, 214], [206, 224, 240], v * 2);

const meadowTop = perColumn((u) => 0.5 + 0.12 * (hills(u * 2, 3) - 0.5));

/** A green meadow under a blue sky. */
export const meadow: Scene = (u, v) => {
  const top = meadowTop(u);
  const colour = v < top ? sky(v) : blend([104, 142, 78], [52, 88, 40], (v - top) * 2);
  return lighten(colour, grain(u, v, v < top ? 4 : 14));
};

const wave = perColumn((u) => ridge(u * 9, 7));

/** The sea up to the horizon. */
export const sea: Scene = (u, v) => {
  if (v < 0.42) return lighten(sky(v), grain(u, v, 4));
  const water = blend([86, 132, 150], [18, 62, 88], (v - 0.42) * 1.8);
  return lighten(water, grain(u, v, 10) + 8 * (wave(u) - 0.5) * v);
};

/** A grey row of houses with dark windows. */
export const street: Scene = (u, v) => {
  if (v > 0.78) return lighten([112, 112, 116], grain(u, v, 8));
  const isWindow = (u * 9) % 1 > 0.55 && (v * 6) % 1 > 0.5;
  return lighten(isWindow ? [84, 90, 98] : [158, 156, 152], grain(u, v, 7));
};
