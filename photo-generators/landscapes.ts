import { grain, hills, ridge } from './noise';
import { blend, type Colour, lighten, perColumn, type Scene, smoothStep } from './painting';

const SUNRISE_RIDGES = [0, 1, 2, 3, 4];

/** The distance of each mountain ridge from the top, the farthest ridge first. */
const ridgeTops = perColumn((u) =>
  SUNRISE_RIDGES.map((layer) => {
    const mountains = ridge(u * (2.2 + layer * 0.7), 11 + layer * 31);
    return 0.4 + layer * 0.105 + (0.5 - mountains) * 0.24;
  }),
);

/** Mountain ridges fading into the haze of a sunrise. */
export const mountainSunrise: Scene = (u, v) => {
  const tops = ridgeTops(u);
  const nearest = tops.findLastIndex((top) => v >= top);
  if (nearest < 0) return lighten(sunriseSky(u, v), grain(u, v, 5));
  const slope = blend([176, 128, 140], [22, 34, 52], nearest / 4);
  const haze = (v - (tops[nearest] ?? 0)) * (1.3 - nearest * 0.26);
  return lighten(blend(slope, [236, 170, 140], haze), grain(u, v, 5));
};

function sunriseSky(u: number, v: number): Colour {
  const fromSun = Math.hypot((u - 0.66) * 1.5, v - 0.42);
  if (fromSun < 0.045) return [255, 250, 232];
  const sky = blend([38, 64, 122], [255, 186, 120], v * 1.9);
  return blend([255, 244, 214], sky, smoothStep(0.035, 0.42, fromSun) ** 0.5);
}

const DUNE_RANGES = [0, 1, 2, 3];

const crest = (u: number, range: number): number =>
  0.42 + range * 0.14 - (hills(u * (1.6 + range * 0.5), 5 + range * 17) - 0.5) * 0.2;

/** The distance of each range of dunes from the top, and its slope there. */
const duneCrests = perColumn((u) =>
  DUNE_RANGES.map((range) => ({
    top: crest(u, range),
    fall: (crest(u + 0.01, range) - crest(u - 0.01, range)) * 18,
  })),
);

/** Dunes under an evening sky, lit from the left. */
export const dunes: Scene = (u, v) => {
  const crests = duneCrests(u);
  const nearest = crests.findLastIndex(({ top }) => v >= top);
  const range = crests[nearest];
  if (!range) return lighten(blend([92, 120, 170], [250, 205, 165], v * 2.2), grain(u, v, 6));
  const sand = blend([134, 72, 44], [244, 178, 108], 0.5 - range.fall + nearest * 0.06);
  const ripples = Math.sin((v - range.top) * 420 + Math.sin(u * 34 + nearest) * 3) * 5;
  const shaded = blend(sand, [110, 60, 48], (v - range.top) * 1.4);
  return lighten(shaded, ripples + grain(u, v, 6));
};
