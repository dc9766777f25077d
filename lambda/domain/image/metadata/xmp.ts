import { cameraName, type ExifFacts } from './exif';

/** The part of a packet that is searched. Programs write about 10 KiB. */
const MAX_BYTES = 256 * 1024;
const MAX_VALUE = 1024;
/** Names have the usual prefixes of their namespaces. Other prefixes are allowed, but not used in practice. */
const POSITION = /\bexif:GPSL(?:at|ong)itude\b/;
const DATES = ['exif:DateTimeOriginal', 'photoshop:DateCreated', 'xmp:CreateDate'];

/** Reads an XMP packet (ISO 16684-1). Searches for a few names; the packet is untrusted and never parsed as XML. */
export function readXmp(packet: Buffer | undefined): ExifFacts {
  if (!packet) return { hasGps: false };
  const text = decode(packet.subarray(0, MAX_BYTES));
  const camera = cameraName(xmpValue(text, 'tiff:Make'), xmpValue(text, 'tiff:Model'));
  const takenAt = DATES.map((name) => localTime(xmpValue(text, name))).find((time) => time !== undefined);
  const copyright = xmpValue(text, 'dc:rights');
  return {
    ...(camera && { camera }),
    ...(takenAt && { takenAt }),
    ...(copyright && { copyright }),
    hasGps: POSITION.test(text),
  };
}

/** Decodes UTF-8, or UTF-16 with a byte order mark. */
function decode(packet: Buffer): string {
  if (packet[0] === 0xff && packet[1] === 0xfe) return packet.toString('utf16le');
  return packet.toString('utf8');
}

/** The value of an attribute or element; the first entry if it is a list. */
function xmpValue(text: string, name: string): string | undefined {
  const at = text.indexOf(name);
  if (at < 0) return undefined;
  const rest = text.slice(at + name.length, at + name.length + 2 * MAX_VALUE);
  const attribute = /^\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(rest);
  const element = /^[^>]*>(?:\s*<rdf:(?:Alt|Seq|Bag|li)[^>]*>)*([^<]*)</.exec(rest);
  const value = attribute ? (attribute[1] ?? attribute[2]) : element?.[1];
  return plainText(value ?? '') || undefined;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const plainText = (escaped: string): string =>
  escaped
    .replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/gi, (all, decimal, hex, name) => {
      if (name) return ENTITIES[name.toLowerCase()] ?? all;
      const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : '';
    })
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, MAX_VALUE);

/** Removes the time zone from a time such as `2024-06-01T18:30:05+02:00`; undefined if it has no time of day. */
function localTime(text: string | undefined): string | undefined {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d)?/.exec(text ?? '');
  if (!match) return undefined;
  const iso = `${match[1]}${match[2] ?? ':00'}`;
  const parsed = new Date(`${iso}Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(iso) ? iso : undefined;
}
