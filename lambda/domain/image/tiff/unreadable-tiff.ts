import { isPlain, PHOTOMETRIC, readTiffLayout, type SampleKind, type TiffLayout } from './tiff-layout';

/** Compressions that the decoder reads. */
const READABLE_COMPRESSIONS: ReadonlySet<number> = new Set([1, 2, 3, 4, 5, 7, 8, 32771, 32773, 32946]);

const COMPRESSION_NAMES: Readonly<Record<number, string>> = {
  6: 'the old kind of JPEG compression',
  9: 'JBIG compression',
  10: 'JBIG compression',
  32766: 'NeXT compression',
  32809: 'ThunderScan compression',
  32909: 'PixarLog compression',
  33003: 'JPEG 2000 compression',
  33005: 'JPEG 2000 compression',
  34661: 'JBIG compression',
  34676: 'SGI Log compression',
  34677: 'SGI Log compression',
  34712: 'JPEG 2000 compression',
  34887: 'LERC compression',
  34892: 'lossy DNG compression',
  34925: 'LZMA compression',
  50000: 'Zstandard (ZSTD) compression',
  50001: 'WebP compression',
  50002: 'JPEG XL compression',
  52546: 'JPEG XL compression',
};

const JPEG = 7;
const MAX_SAMPLES = 32;

/** Bits a sample that the decoder reads, by kind of sample. */
const READABLE_BITS: Readonly<Record<SampleKind, readonly number[]>> = {
  unsigned: [1, 2, 4, 8, 16, 32],
  signed: [8, 16, 32],
  float: [32],
};

/** Colour models that `sortOutSamples` handles. */
const SORTABLE: readonly number[] = [
  PHOTOMETRIC.whiteIsZero,
  PHOTOMETRIC.blackIsZero,
  PHOTOMETRIC.rgb,
  PHOTOMETRIC.cmyk,
];

interface Rule {
  readonly applies: (layout: TiffLayout) => boolean;
  readonly name: (layout: TiffLayout) => string;
}

/** The order matters: a rule may rely on those before it. */
const RULES: readonly Rule[] = [
  {
    applies: ({ compression }) => !READABLE_COMPRESSIONS.has(compression),
    name: ({ compression }) => `with ${COMPRESSION_NAMES[compression] ?? `compression ${compression}`}`,
  },
  {
    applies: ({ photometric, colours }) => photometric === PHOTOMETRIC.cmyk && colours === 0,
    name: () => 'of inks other than CMYK',
  },
  {
    applies: ({ colours }) => colours === 0,
    name: ({ photometric }) => `of colour model ${photometric}`,
  },
  { applies: ({ isComplex }) => isComplex, name: () => 'of complex numbers' },
  {
    applies: ({ kind, bits, colours }) => !READABLE_BITS[kind].includes(bits) || (bits < 8 && colours > 1),
    name: ({ kind, bits }) => `with ${bits}-bit ${kind} samples`,
  },
  {
    // Viewers disagree about colours with negative values.
    applies: ({ kind, colours }) => kind === 'signed' && colours > 1,
    name: ({ bits }) => `with ${bits}-bit signed samples in colour`,
  },
  {
    applies: ({ samples, colours }) => samples < colours,
    name: ({ samples, colours }) => `with ${samples} of ${colours} colour channels`,
  },
  { applies: ({ samples }) => samples > MAX_SAMPLES, name: ({ samples }) => `with ${samples} channels` },
  {
    applies: ({ photometric, compression }) => photometric === PHOTOMETRIC.ycbcr && compression !== JPEG,
    name: () => 'in YCbCr colours without JPEG compression',
  },
  {
    applies: ({ photometric, bits }) => photometric === PHOTOMETRIC.cielab && bits === 8,
    name: () => 'in CIELAB colours with 8-bit samples',
  },
  {
    applies: (layout) => !isPlain(layout) && !SORTABLE.includes(layout.photometric),
    name: ({ photometric, samples, bits }) =>
      `of colour model ${photometric} with ${samples} channels of ${bits} bits`,
  },
];

/** The name of the kind of TIFF, if it cannot be decoded correctly; otherwise undefined. */
export function nameUnreadableTiff(bytes: Buffer): string | undefined {
  const layout = readTiffLayout(bytes);
  const rule = layout && RULES.find(({ applies }) => applies(layout));
  return rule && `a TIFF ${rule.name(layout)}`;
}
