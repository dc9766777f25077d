import type { Metadata } from 'sharp';
import { PermanentImageError } from '../errors';
import { contentTypeOf, type ImageFacts, type ImageFormat } from '../image-record';
import { readExif } from './exif';
import { openHeader } from './image-decoder';
import { checkDeclaredSize, checkPages, type ImageLimits } from './image-limits';
import { identify } from './signatures';

const READABLE = 'Upload a JPEG, PNG, WebP, AVIF, GIF or TIFF.';

/** An image that may be decoded: the facts that are recorded, and its header for those that decode it. */
export interface InspectedImage {
  readonly facts: ImageFacts;
  readonly header: Metadata;
}

/**
 * Finds out what a file is, from its bytes alone, and whether it may be decoded. No pixel is decoded here.
 * EXIF and colour profiles that are garbage are no reason to refuse a photo.
 * @throws PermanentImageError `UNSUPPORTED_FORMAT`, `CORRUPT_IMAGE`, `TOO_MANY_FRAMES`, `TOO_MANY_PIXELS`
 */
export async function inspect(bytes: Buffer, limits: ImageLimits): Promise<InspectedImage> {
  const format = admittedFormat(bytes);
  checkPages(bytes, format);
  const header = await readHeader(bytes, format);
  const facts = factsOf(format, header);
  checkDeclaredSize(facts, limits);
  return { facts, header };
}

function admittedFormat(bytes: Buffer): ImageFormat {
  const identified = identify(bytes);
  if ('format' in identified) return identified.format;
  const message = `This file is ${identified.unsupported}, not a photo Darkroom can read. ${READABLE}`;
  throw new PermanentImageError('UNSUPPORTED_FORMAT', message);
}

async function readHeader(bytes: Buffer, format: ImageFormat): Promise<Metadata> {
  try {
    return await openHeader(bytes).metadata();
  } catch (cause) {
    const message = `This file begins like a ${format.toUpperCase()}, but its header is damaged or incomplete. Export the photo again and upload it.`;
    throw new PermanentImageError('CORRUPT_IMAGE', message, { cause });
  }
}

function factsOf(format: ImageFormat, header: Metadata): ImageFacts {
  return {
    format,
    contentType: contentTypeOf(format),
    width: header.autoOrient.width,
    height: header.autoOrient.height,
    frames: header.pages ?? 1,
    space: header.space,
    hasAlpha: header.hasAlpha,
    orientation: header.orientation ?? 1,
    ...readExif(header.exif),
  };
}
