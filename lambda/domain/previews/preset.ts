export const PREVIEW_FORMATS = ['webp', 'jpeg', 'png', 'avif', 'original'] as const;
/** The fits of plain sizes. */
export const PREVIEW_FITS = ['inside', 'cover'] as const;
/** The fits of named presets: see `Preset.fit`. */
export const PRESET_FITS = [...PREVIEW_FITS, 'contain'] as const;
/** `entropy` keeps the part with the most detail, `attention` the most salient part, and `focus` the focal point. */
export const CROP_POSITIONS = ['centre', 'entropy', 'attention', 'focus'] as const;

/** `original` keeps the format of the photo. */
export type PreviewFormat = (typeof PREVIEW_FORMATS)[number];
export type PreviewFit = (typeof PRESET_FITS)[number];
export type CropPosition = (typeof CROP_POSITIONS)[number];

/** The box in pixels that a preview is fitted into. */
export interface PreviewSize {
  readonly width: number;
  readonly height: number;
}

/** One preview of every photo, in one or more formats. */
export interface Preset extends PreviewSize {
  /** Unique, and safe as a segment of a key and of a URL. */
  readonly name: string;
  /** `inside` shows the whole photo, `cover` fills the box and crops, `contain` shows the whole photo in a full box. */
  readonly fit: PreviewFit;
  /** The part of the photo that `cover` keeps. */
  readonly position: CropPosition;
  /** `#rrggbb` behind transparent parts and around a contained photo. @default transparent, or white in JPEG */
  readonly background?: string;
  /** 1 to 100 on the scale of JPEG, for JPEG, WebP and AVIF. @default 80 */
  readonly quality?: number;
  /** Distinct formats, best first. */
  readonly formats: readonly PreviewFormat[];
}

export const sizeName = ({ width, height }: PreviewSize): string => `${width}x${height}`;
