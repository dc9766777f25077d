import type { Metadata } from 'sharp';
import { PermanentImageError } from '../errors';
import { contentTypeOf, type ImageFacts, type ImageFormat } from '../image-record';
import { titleWithArticle } from './format-names';
import { hdrOf, hdrOfHeif } from './hdr';
import { type HeifPicture, readHeifPicture } from './heif/heif-picture';
import { openHeader } from './image-decoder';
import { checkDeclaredSize, checkStructure, type ImageLimits } from './image-limits';
import { nameUnreadableJpeg } from './jpeg/jpeg-frame';
import { xmpOfGif } from './metadata/gif-xmp';
import { type MetadataBlocks, readMetadata } from './metadata/photo-metadata';
import { xmpOfPng } from './metadata/png-text';
import { identify } from './signatures';
import { readTiffLayout, type TiffLayout } from './tiff/tiff-layout';
import { nameUnreadableTiff } from './tiff/unreadable-tiff';

const READABLE = 'Upload a JPEG, PNG, WebP, AVIF, HEIC, GIF or TIFF.';

const READABLE_BUT_HEIC = READABLE.replace(' HEIC,', '');

/** The properties of a header that decoders and encoders need. */
export type ImageHeader = Pick<
  Metadata,
  | 'channels'
  | 'depth'
  | 'space'
  | 'isProgressive'
  | 'chromaSubsampling'
  | 'hasProfile'
  | 'icc'
  | 'delay'
  | 'loop'
>;

/** An image that may be decoded: the facts for its record, and its header for the decoder. */
export interface InspectedImage {
  readonly facts: ImageFacts;
  readonly header: ImageHeader;
  /** Present for a TIFF. */
  readonly tiff?: TiffLayout;
  /** Present for a HEIC. */
  readonly heif?: HeifPicture;
}

/**
 * Identifies a file by its bytes alone, and checks whether it may be decoded. Decodes no pixels. Invalid EXIF and
 * colour profiles are not a reason to refuse a photo.
 * @throws PermanentImageError `UNSUPPORTED_FORMAT`, `CORRUPT_IMAGE`, `TOO_MANY_FRAMES`, `TOO_MANY_PIXELS`
 */
export async function inspect(bytes: Buffer, limits: ImageLimits): Promise<InspectedImage> {
  const format = admittedFormat(bytes);
  if (format === 'heic' && limits.heicInput === false) throw unsupported('a HEIC photo', READABLE_BUT_HEIC);
  checkStructure(bytes, format);
  const image = format === 'heic' ? inspectHeic(bytes) : await inspectByDecoder(bytes, format);
  checkDeclaredSize(image.facts, limits);
  return image;
}

function admittedFormat(bytes: Buffer): ImageFormat {
  const identified = identify(bytes);
  if ('advice' in identified) throw unsupported(identified.unsupported, identified.advice);
  if ('unsupported' in identified) throw unsupported(identified.unsupported);
  const { format } = identified;
  const unreadable =
    format === 'jpeg' ? nameUnreadableJpeg(bytes) : format === 'tiff' ? nameUnreadableTiff(bytes) : undefined;
  if (unreadable) throw unsupported(unreadable);
  return format;
}

const unsupported = (name: string, advice = READABLE): PermanentImageError =>
  new PermanentImageError(
    'UNSUPPORTED_FORMAT',
    `This file is ${name}, not a photo Darkroom can read. ${advice}`,
  );

function inspectHeic(bytes: Buffer): InspectedImage {
  const heif = readHeifPicture(bytes);
  if (!heif) throw headerDamaged('heic');
  const { width, height, hasAlpha, icc, exif, xmp } = heif;
  const hdr = hdrOfHeif(heif);
  const facts: ImageFacts = {
    format: 'heic',
    contentType: contentTypeOf('heic'),
    width,
    height,
    frames: 1,
    space: 'srgb',
    hasAlpha,
    // HEIF has its own rotation property, which `width` and `height` include. The EXIF orientation must be ignored.
    orientation: 1,
    ...readMetadata({ exif, xmp }),
    ...(hdr && { hdr }),
  };
  const header: ImageHeader = {
    channels: hasAlpha ? 4 : 3,
    depth: 'uchar',
    space: 'srgb',
    isProgressive: false,
    hasProfile: icc !== undefined,
    icc,
  };
  return { facts, header, heif };
}

async function inspectByDecoder(bytes: Buffer, format: ImageFormat): Promise<InspectedImage> {
  const header = await readHeader(bytes, format);
  const tiff = format === 'tiff' ? readTiffLayout(bytes) : undefined;
  const hdr = hdrOf(format, bytes, header);
  const facts: ImageFacts = {
    format,
    contentType: contentTypeOf(format),
    width: header.autoOrient.width,
    height: header.autoOrient.height,
    // Several pictures in an AVIF are an album, a burst or tiles, not an animation.
    frames: format === 'avif' ? 1 : (header.pages ?? 1),
    space: header.space,
    hasAlpha: tiff ? tiff.alpha !== undefined : header.hasAlpha,
    orientation: header.orientation ?? 1,
    ...readMetadata(metadataBlocks(bytes, format, header)),
    ...(hdr && { hdr }),
  };
  return { facts, header, ...(tiff && { tiff }) };
}

/** Adds the metadata that the decoder does not read. A TIFF is itself an EXIF block. */
function metadataBlocks(bytes: Buffer, format: ImageFormat, header: Metadata): MetadataBlocks {
  if (format === 'tiff') return { ...header, exif: bytes };
  if (format === 'png') return { ...header, xmp: header.xmp ?? xmpOfPng(bytes) };
  return format === 'gif' ? { ...header, xmp: xmpOfGif(bytes) } : header;
}

async function readHeader(bytes: Buffer, format: ImageFormat): Promise<Metadata> {
  try {
    return await openHeader(bytes).metadata();
  } catch (cause) {
    const { repairsOf } = await import('./repairs');
    for (const { repaired } of repairsOf(format, bytes)) {
      const header = await openHeader(repaired)
        .metadata()
        .catch(() => undefined);
      if (header) return header;
    }
    throw headerDamaged(format, cause);
  }
}

const headerDamaged = (format: ImageFormat, cause?: unknown): PermanentImageError =>
  new PermanentImageError(
    'CORRUPT_IMAGE',
    `This file begins like ${titleWithArticle(format)}, but its header is damaged or incomplete. Export the photo again and upload it.`,
    { cause },
  );
