import type { Box } from './boxes';
import { type HeifItem, HeifItems } from './heif-items';

/** The primary picture of a HEIF file, which viewers show. */
export interface HeifPicture {
  /** The type of the item that contains the compressed pixels, such as `hvc1` (HEIC) or `av01` (AVIF). */
  readonly codec: string;
  /** As displayed, after cropping and rotation. */
  readonly width: number;
  readonly height: number;
  /** Pixels before cropping and rotation. */
  readonly codedPixels: number;
  /** Bits a channel. */
  readonly bits: number;
  readonly hasAlpha: boolean;
  readonly icc?: Buffer;
  /** The transfer characteristics of ITU-T H.273: 16 is PQ, 18 is HLG. */
  readonly transfer?: number;
  readonly hasGainMap: boolean;
  /** The EXIF block, from its TIFF header on. */
  readonly exif?: Buffer;
  readonly xmp?: Buffer;
}

/** @returns undefined if the file has no primary picture with a declared size */
export function readHeifPicture(file: Buffer): HeifPicture | undefined {
  const heif = HeifItems.open(file);
  const primary = heif?.primary;
  const shown = primary && shownSize(primary.properties);
  if (!heif || !primary || !shown) return undefined;
  const profile = colourProfile(primary.properties);
  const auxiliary = heif.referringTo(primary.id, 'auxl').flatMap(auxiliaryType);
  const described = heif.referringTo(primary.id, 'cdsc');
  const exif = exifOf(heif, described);
  const xmp = xmpOf(heif, described);
  const coded = codedItem(heif, primary);
  return {
    ...shown,
    ...profile,
    codec: coded.type,
    bits: bitsOf(coded.properties) ?? bitsOf(primary.properties) ?? 8,
    hasAlpha: auxiliary.some((type) => ALPHA_TYPES.includes(type)),
    hasGainMap:
      auxiliary.some((type) => type.includes('hdrgainmap')) ||
      [...heif.items.values()].some(({ type }) => type === 'tmap'),
    ...(exif && { exif }),
    ...(xmp && { xmp }),
  };
}

const ALPHA_TYPES = ['urn:mpeg:mpegB:cicp:systems:auxiliary:alpha', 'urn:mpeg:hevc:2015:auxid:1'];

/** Levels of pictures that are made from others: a rotated grid of tiles has two. */
const MAX_DERIVATIONS = 4;

/** The item that contains compressed pixels: the picture itself, or the first of its tiles. */
function codedItem(heif: HeifItems, primary: HeifItem): HeifItem {
  let item = primary;
  for (let level = 0; level < MAX_DERIVATIONS; level++) {
    const parts = heif.references.find(({ type, from }) => type === 'dimg' && from === item.id);
    const [first] = parts?.to ?? [];
    const next = first === undefined ? undefined : heif.items.get(first);
    if (!next) return item;
    item = next;
  }
  return item;
}

const find = (properties: readonly Box[], type: string): Buffer | undefined =>
  properties.find((property) => property.type === type)?.body;

/** Width and height after `clap`, `irot` and `imir`, in the order in which the file applies them. */
function shownSize(
  properties: readonly Box[],
): Pick<HeifPicture, 'width' | 'height' | 'codedPixels'> | undefined {
  const declared = find(properties, 'ispe');
  if (!declared || declared.length < 12) return undefined;
  let [width, height] = [declared.readUInt32BE(4), declared.readUInt32BE(8)];
  const codedPixels = width * height;
  for (const { type, body } of properties) {
    if (type === 'clap' && body.length >= 16) {
      width = Math.min(width, ratio(body, 0));
      height = Math.min(height, ratio(body, 8));
    }
    if (type === 'irot' && ((body[0] ?? 0) & 1) === 1) [width, height] = [height, width];
  }
  return width > 0 && height > 0 ? { width, height, codedPixels } : undefined;
}

const ratio = (body: Buffer, at: number): number =>
  Math.floor(body.readUInt32BE(at) / Math.max(1, body.readUInt32BE(at + 4)));

const PROFILES = ['prof', 'rICC'];

function colourProfile(properties: readonly Box[]): Pick<HeifPicture, 'icc' | 'transfer'> {
  const colours = properties.filter(({ type }) => type === 'colr').map(({ body }) => body);
  const kind = (body: Buffer) => body.toString('latin1', 0, 4);
  const icc = colours.find((body) => PROFILES.includes(kind(body)))?.subarray(4);
  const coded = colours.find((body) => kind(body) === 'nclx' && body.length >= 8);
  return { ...(icc && { icc }), ...(coded && { transfer: coded.readUInt16BE(6) }) };
}

/** Bits a channel: the largest in `pixi`, otherwise the bits of luma in the HEVC configuration. */
function bitsOf(properties: readonly Box[]): number | undefined {
  const channels = find(properties, 'pixi');
  if (channels && channels.length > 5) return Math.max(...channels.subarray(5));
  const hevc = find(properties, 'hvcC');
  return hevc && hevc.length > 17 ? ((hevc[17] ?? 0) & 7) + 8 : undefined;
}

function auxiliaryType({ properties }: HeifItem): string[] {
  const body = find(properties, 'auxC');
  if (!body) return [];
  const end = body.indexOf(0, 4);
  return [body.toString('latin1', 4, end < 0 ? body.length : end)];
}

/** An `Exif` item begins with the distance to its TIFF header. */
function exifOf(heif: HeifItems, described: readonly HeifItem[]): Buffer | undefined {
  const item = described.find(({ type }) => type === 'Exif');
  const bytes = item && heif.bytesOf(item.id);
  if (!bytes || bytes.length < 8) return undefined;
  return bytes.subarray(4 + bytes.readUInt32BE(0));
}

function xmpOf(heif: HeifItems, described: readonly HeifItem[]): Buffer | undefined {
  const item = described.find(({ contentType }) => contentType === 'application/rdf+xml');
  return item && heif.bytesOf(item.id);
}
