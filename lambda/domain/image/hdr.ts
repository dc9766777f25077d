import type { Metadata } from 'sharp';
import type { HdrKind, ImageFormat } from '../image-record';
import { type HeifPicture, readHeifPicture } from './heif/heif-picture';
import { jpegParts, MARKER } from './jpeg/jpeg-parts';

/** Transfer characteristics of ITU-T H.273. */
const TRANSFERS: Readonly<Record<number, HdrKind>> = { 16: 'pq', 18: 'hlg' };

/** Marks of gain maps in the metadata of a JPEG: Adobe and Google, Apple, ISO 21496-1. */
const GAIN_MAP_IN_XMP = /hdrgm:Version|HDRGainMap/;
const GAIN_MAP_SEGMENT = 'urn:iso:std:iso:ts:21496:-1';
const APP2 = 0xe2;

/** How an image stores high dynamic range; undefined if it does not. */
export function hdrOf(
  format: ImageFormat,
  bytes: Buffer,
  { xmp }: Pick<Metadata, 'xmp'>,
): HdrKind | undefined {
  if (format === 'avif') return hdrOfHeif(readHeifPicture(bytes));
  if (format === 'png') return TRANSFERS[pngTransfer(bytes) ?? 0];
  if (format === 'jpeg' && hasGainMap(bytes, xmp)) return 'gain-map';
  return undefined;
}

export function hdrOfHeif(picture: HeifPicture | undefined): HdrKind | undefined {
  if (!picture) return undefined;
  return TRANSFERS[picture.transfer ?? 0] ?? (picture.hasGainMap ? 'gain-map' : undefined);
}

function hasGainMap(bytes: Buffer, xmp: Buffer | undefined): boolean {
  if (xmp && GAIN_MAP_IN_XMP.test(xmp.toString('latin1'))) return true;
  for (const { marker, start, dataStart } of jpegParts(bytes)) {
    if (marker === MARKER.startOfScan) return false;
    if (marker === APP2 && bytes.toString('latin1', start + 4, dataStart).startsWith(GAIN_MAP_SEGMENT)) {
      return true;
    }
  }
  return false;
}

/** The transfer characteristics in the `cICP` chunk (PNG, third edition, 11.3.2.6), which precedes the pixels. */
function pngTransfer(bytes: Buffer): number | undefined {
  for (let at = 8; at + 12 <= bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (type === 'cICP') return bytes[at + 9];
    if (type === 'IDAT') return undefined;
  }
  return undefined;
}
