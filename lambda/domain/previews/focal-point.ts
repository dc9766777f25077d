import type { Area, PreviewPlan } from './preview-dimensions';

/** A point of the upright picture, as fractions of its width and height from the top left. */
export interface FocalPoint {
  /** 0 to 1. */
  readonly x: number;
  readonly y: number;
}

const POINT = /^\s*(0|1|0?\.\d{1,6}|[01]\.\d{1,6})\s*,\s*(0|1|0?\.\d{1,6}|[01]\.\d{1,6})\s*$/;

/** Parses a text such as `0.4,0.3`. Returns undefined for any other text. */
export function parseFocalPoint(text: string | undefined): FocalPoint | undefined {
  const match = POINT.exec(text ?? '');
  if (!match) return undefined;
  const point = { x: Number(match[1]), y: Number(match[2]) };
  return point.x <= 1 && point.y <= 1 ? rounded(point) : undefined;
}

export const focalPointText = ({ x, y }: FocalPoint): string => `${x},${y}`;

/** Rounds to three decimals: smaller differences are less than a pixel in most previews. */
export const rounded = ({ x, y }: FocalPoint): FocalPoint => ({ x: round(x), y: round(y) });

const round = (fraction: number): number => Math.round(fraction * 1000) / 1000;

/** The crop of a plan whose centre is as near to a point as the edges of the picture allow. */
export function cropAround({ scaled, crop }: PreviewPlan, { x, y }: FocalPoint): Area {
  const { width, height } = crop;
  return {
    width,
    height,
    left: startOf(x * scaled.width - width / 2, scaled.width - width),
    top: startOf(y * scaled.height - height / 2, scaled.height - height),
  };
}

const startOf = (start: number, last: number): number => Math.max(0, Math.min(last, Math.round(start)));
