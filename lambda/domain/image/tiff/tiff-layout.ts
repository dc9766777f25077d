import { DirectoryReader } from './image-directory';

/** Tags of TIFF 6.0 that describe how pixels are stored. */
export const TIFF_TAG = {
  width: 256,
  height: 257,
  bitsPerSample: 258,
  compression: 259,
  photometric: 262,
  stripOffsets: 273,
  orientation: 274,
  samplesPerPixel: 277,
  rowsPerStrip: 278,
  stripByteCounts: 279,
  planarConfiguration: 284,
  tileWidth: 322,
  tileLength: 323,
  inkSet: 332,
  extraSamples: 338,
  sampleFormat: 339,
  iccProfile: 34675,
  noData: 42113,
} as const;

export type SampleKind = 'unsigned' | 'signed' | 'float';

/** The layout of the pixels on the first page of a TIFF. */
export interface TiffLayout {
  readonly compression: number;
  readonly photometric: number;
  /** Colour channels: 1, 3 or 4; 0 for an unknown colour model. */
  readonly colours: number;
  /** All channels, including transparency and others. */
  readonly samples: number;
  /** The index of the channel that is declared as transparency. */
  readonly alpha?: number;
  /** Bits a sample. */
  readonly bits: number;
  readonly kind: SampleKind;
  /** Whether samples are complex numbers. `kind` does not describe these. */
  readonly isComplex: boolean;
  /** The value that means "not measured" in elevation models. */
  readonly noData?: number;
  /** Pixels of a tile, which the decoder unpacks as a whole; 0 without tiles. */
  readonly tilePixels: number;
}

/** Values of the photometric tag. */
export const PHOTOMETRIC = {
  whiteIsZero: 0,
  blackIsZero: 1,
  rgb: 2,
  palette: 3,
  cmyk: 5,
  ycbcr: 6,
  cielab: 8,
} as const;
const COLOURS: Readonly<Record<number, number>> = {
  [PHOTOMETRIC.whiteIsZero]: 1,
  [PHOTOMETRIC.blackIsZero]: 1,
  [PHOTOMETRIC.rgb]: 3,
  [PHOTOMETRIC.palette]: 1,
  [PHOTOMETRIC.cmyk]: 4,
  [PHOTOMETRIC.ycbcr]: 3,
  [PHOTOMETRIC.cielab]: 3,
};

/** Values of the extra samples tag that mean transparency: premultiplied and not. */
const ALPHA_KINDS = [1, 2];

const SAMPLE_KINDS: Readonly<Record<number, SampleKind>> = {
  1: 'unsigned',
  2: 'signed',
  3: 'float',
  4: 'unsigned',
};

const COMPLEX_SAMPLES = [5, 6];
const CMYK_INKS = 1;

/** @returns undefined if the bytes have no TIFF directory */
export function readTiffLayout(bytes: Buffer): TiffLayout | undefined {
  const page = DirectoryReader.open(bytes)?.first();
  if (!page) return undefined;
  const photometric = page.number(TIFF_TAG.photometric) ?? PHOTOMETRIC.blackIsZero;
  const samples = page.number(TIFF_TAG.samplesPerPixel) ?? 1;
  const colours = coloursOf(photometric, page.number(TIFF_TAG.inkSet));
  const noData = Number.parseFloat(page.text(TIFF_TAG.noData) ?? '');
  const bits = Math.max(1, ...page.numbers(TIFF_TAG.bitsPerSample));
  const kind = SAMPLE_KINDS[page.number(TIFF_TAG.sampleFormat) ?? 1] ?? 'unsigned';
  const alpha = colours + page.numbers(TIFF_TAG.extraSamples).findIndex((each) => ALPHA_KINDS.includes(each));
  const hasAlpha = alpha >= colours && alpha < samples;
  return {
    compression: page.number(TIFF_TAG.compression) ?? 1,
    photometric,
    colours,
    samples,
    // In pictures of measurements, only the measured channel is decoded.
    ...(hasAlpha && !(colours === 1 && isStretched({ kind, bits })) && { alpha }),
    bits,
    kind,
    isComplex: COMPLEX_SAMPLES.includes(page.number(TIFF_TAG.sampleFormat) ?? 1),
    ...(!Number.isNaN(noData) && { noData }),
    tilePixels: (page.number(TIFF_TAG.tileWidth) ?? 0) * (page.number(TIFF_TAG.tileLength) ?? 0),
  };
}

const coloursOf = (photometric: number, inkSet = CMYK_INKS): number =>
  photometric === PHOTOMETRIC.cmyk && inkSet !== CMYK_INKS ? 0 : (COLOURS[photometric] ?? 0);

/** Whether the decoder interprets all channels correctly. If not, use `sortOutSamples`. */
export function isPlain({ colours, samples, alpha, bits, kind }: TiffLayout): boolean {
  const hasOnlyColours = samples === colours || (samples === colours + 1 && alpha === colours);
  return hasOnlyColours && kind === 'unsigned' && bits <= 16;
}

/**
 * Whether samples are measurements of any range instead of light. Samples of 8 bits always count as light, as in
 * viewers.
 */
export const isStretched = ({ kind, bits }: Pick<TiffLayout, 'kind' | 'bits'>): boolean =>
  bits > 8 && (kind !== 'unsigned' || bits > 16);
