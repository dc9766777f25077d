import * as z from 'zod/mini';
import { USER_ID_SOURCES } from '../domain/image-record';
import {
  PREVIEW_FITS,
  PREVIEW_FORMATS,
  type PreviewFormat,
  type PreviewSize,
} from '../domain/previews/preset';

/**
 * The rules of settings that both a deployment and its functions read. They parse the text of an environment
 * variable, so synthesis and cold start apply the same rule. They use `zod/mini`, which makes a cold start 10 ms
 * shorter.
 */

/** The parts of a list that is separated by commas. */
export const listOf = (text: string): string[] => text.split(',').map((part) => part.trim());

const SIZE = /^([1-9]\d{0,4})x([1-9]\d{0,4})$/;
/** The limits of an edge of a preview, in pixels. */
export const MIN_EDGE = 16;
export const MAX_EDGE = 4096;
/** Previews of a photo. The limit keeps a record below 4 KB, so that one read unit of DynamoDB suffices. */
export const MAX_PRESETS = 10;
const MEBIBYTE = 1024 * 1024;

/** Parses a whole number from `min` to `max`. */
export const wholeNumber = (min: number, max: number) =>
  z.pipe(
    z.pipe(
      z.string().check(z.trim(), z.regex(/^\d{1,15}$/, `must be a whole number from ${min} to ${max}`)),
      z.transform(Number),
    ),
    z.number().check(z.refine((value) => value >= min && value <= max, `must be from ${min} to ${max}`)),
  );

function parseSize(text: string): PreviewSize | undefined {
  const match = SIZE.exec(text);
  if (!match) return undefined;
  const size = { width: Number(match[1]), height: Number(match[2]) };
  const fits = [size.width, size.height].every((edge) => edge >= MIN_EDGE && edge <= MAX_EDGE);
  return fits ? size : undefined;
}

function parseSizes(text: string, context: z.core.ParsePayload): PreviewSize[] {
  const parts = listOf(text);
  const sizes = parts.map(parseSize).filter((size) => size !== undefined);
  const distinct = new Set(sizes.map(({ width, height }) => `${width}x${height}`));
  if (sizes.length !== parts.length || parts.length > MAX_PRESETS || distinct.size !== sizes.length) {
    context.issues.push({
      code: 'custom',
      input: text,
      message: `must be 1 to ${MAX_PRESETS} different sizes WIDTHxHEIGHT from ${MIN_EDGE} to ${MAX_EDGE}, separated by commas`,
    });
    return z.NEVER;
  }
  return sizes;
}

export const previewSizes = z.pipe(z.string(), z.transform(parseSizes));

function parseFormats(text: string, context: z.core.ParsePayload): PreviewFormat[] {
  const parts = listOf(text);
  const formats = PREVIEW_FORMATS.filter((format) => parts.includes(format));
  if (formats.length === parts.length) return parts as PreviewFormat[];
  context.issues.push({
    code: 'custom',
    input: text,
    message: `must be one or more of ${PREVIEW_FORMATS.join(', ')}, each once, separated by commas`,
  });
  return z.NEVER;
}

/** Parses one or more formats, best first. */
export const previewFormats = z.pipe(z.string(), z.transform(parseFormats));
export const previewQuality = wholeNumber(1, 100);
export const previewFit = z.enum(PREVIEW_FITS, `must be one of ${PREVIEW_FITS.join(', ')}`);
export const maxImageSize = wholeNumber(1, 256 * MEBIBYTE);
export const maxImagePixels = wholeNumber(1, 1_000_000_000);
export const maxFrames = wholeNumber(1, 500);
export const heicInput = z.pipe(
  z.enum(['true', 'false'], 'must be true or false'),
  z.transform((text) => text === 'true'),
);
export const userIdSource = z.enum(USER_ID_SOURCES, `must be one of ${USER_ID_SOURCES.join(', ')}`);
export const retentionDays = wholeNumber(1, 36_500);
export const previewExpirationDays = wholeNumber(0, 36_500);
export const maxImagesPerHour = wholeNumber(1, 1_000_000_000);
export const LOG_LEVELS = ['DEBUG', 'INFO', 'WARN', 'ERROR'] as const;
export const logLevel = z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`);
export const environmentSuffix = z
  .string()
  .check(z.regex(/^[a-z0-9-]{1,16}$/, 'must be 1 to 16 of a-z, 0-9 and -'));

/** An origin as browsers send it: in lower case, without a path. Web views of apps have other schemes. */
const ORIGIN = /^(?!file:|javascript:|data:)[a-z][a-z0-9+.-]*:\/\/[a-z0-9.-]+(:\d{1,5})?$/;

function parseOrigins(text: string, context: z.core.ParsePayload): string[] {
  const list = listOf(text);
  if (list.every((origin) => origin === '*' || ORIGIN.test(origin))) return list;
  context.issues.push({
    code: 'custom',
    input: text,
    message:
      'must be origins such as https://photos.example.com or capacitor://localhost, in lower case and without a path, separated by commas, or *',
  });
  return z.NEVER;
}

export const origins = z.pipe(z.string(), z.transform(parseOrigins));

/** The name or the id of a resource. */
export const resourceName = z.string().check(z.minLength(1, 'must not be empty'));
