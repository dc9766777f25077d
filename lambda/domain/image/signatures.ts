import type { ImageFormat } from '../image-record';
import { readHeifPicture } from './heif/heif-picture';
import { identifyMangled } from './mangled-upload';
import { nameRawPhoto } from './tiff/raw-photo';
import { utf8Text } from './utf8-text';

/** The kind of a file: a format that Darkroom reads, or the name of another kind for the error message. */
export type Identified =
  | { readonly format: ImageFormat }
  | {
      readonly unsupported: string;
      /** The fix. @default to upload a photo in another format */
      readonly advice?: string;
    };

interface Signature {
  readonly at?: number;
  readonly bytes: string | readonly number[];
  readonly is: Identified;
}

const reads = (format: ImageFormat): Identified => ({ format });
const refuses = (unsupported: string): Identified => ({ unsupported });

/** The order matters: a signature precedes those that it begins with. */
const SIGNATURES: readonly Signature[] = [
  { bytes: [0xff, 0xd8, 0xff], is: reads('jpeg') },
  { bytes: '\x89PNG\r\n\x1a\n', is: reads('png') },
  { bytes: 'GIF87a', is: reads('gif') },
  { bytes: 'GIF89a', is: reads('gif') },
  { at: 8, bytes: 'CR\x02', is: refuses('a Canon RAW photo (CR2)') },
  { bytes: 'II*\0', is: reads('tiff') },
  { bytes: 'MM\0*', is: reads('tiff') },
  // BigTIFF is for files above 4 GB, which exceed every limit here.
  { bytes: 'II+\0', is: refuses('a BigTIFF image') },
  { bytes: 'MM\0+', is: refuses('a BigTIFF image') },
  { bytes: 'IIRO', is: refuses('an Olympus RAW photo (ORF)') },
  { bytes: 'IIRS', is: refuses('an Olympus RAW photo (ORF)') },
  { bytes: 'IIU\0', is: refuses('a Panasonic RAW photo (RW2)') },
  { bytes: 'FUJIFILMCCD-RAW', is: refuses('a Fujifilm RAW photo (RAF)') },
  { bytes: 'II\xbc\x01', is: refuses('a JPEG XR image') },
  { bytes: [0xff, 0x0a], is: refuses('a JPEG XL image') },
  { bytes: '\0\0\0\x0cJXL \r\n\x87\n', is: refuses('a JPEG XL image') },
  { bytes: '\0\0\0\x0cjP  \r\n\x87\n', is: refuses('a JPEG 2000 image') },
  { bytes: [0xff, 0x4f, 0xff, 0x51], is: refuses('a JPEG 2000 image') },
  { bytes: '8BPS', is: refuses('a Photoshop document (PSD)') },
  { bytes: '%PDF-', is: refuses('a PDF document') },
  { bytes: '%!PS', is: refuses('a PostScript document') },
  { bytes: 'PK\x03\x04', is: refuses('a ZIP archive or an office document') },
  { bytes: 'PK\x05\x06', is: refuses('an empty ZIP archive') },
  { bytes: 'Rar!\x1a\x07', is: refuses('a RAR archive') },
  { bytes: '7z\xbc\xaf\x27\x1c', is: refuses('a 7-Zip archive') },
  { bytes: [0x1f, 0x8b], is: refuses('a gzip archive') },
  { bytes: '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', is: refuses('an old office document') },
  { bytes: '\0\0\x01\0', is: refuses('an icon (ICO)') },
  { bytes: [0x1a, 0x45, 0xdf, 0xa3], is: refuses('a WebM or Matroska video') },
  { bytes: 'ID3', is: refuses('an MP3 recording') },
  { bytes: 'OggS', is: refuses('an Ogg recording') },
  { bytes: 'fLaC', is: refuses('a FLAC recording') },
  { bytes: '\x7fELF', is: refuses('a program') },
  { bytes: 'MZ', is: refuses('a program') },
  { bytes: '#?RADIANCE', is: refuses('a Radiance HDR image') },
  { bytes: [0x76, 0x2f, 0x31, 0x01], is: refuses('an OpenEXR image') },
  { bytes: 'SIMPLE  =', is: refuses('a FITS image') },
  { bytes: 'BM', is: refuses('a BMP image') },
];

/** The kinds of RIFF file, by the four letters after `RIFF` and the length. */
const RIFF_KINDS: Readonly<Record<string, Identified>> = {
  WEBP: reads('webp'),
  'AVI ': refuses('an AVI video'),
  WAVE: refuses('a WAV recording'),
};

/** Brands of the ISO base media file format, the container of AVIF and HEIC, and also of videos. */
const FTYP_BRANDS: ReadonlyArray<readonly [RegExp, Identified]> = [
  [/^(avif|avis)$/, reads('avif')],
  [/^(heic|heix|heim|heis|hevc|hevx|hevm|hevs)$/, reads('heic')],
  [/^crx $/, refuses('a Canon RAW photo (CR3)')],
  [/^qt {2}$/, refuses('a QuickTime video')],
  [/^M4A $/, refuses('an M4A recording')],
  [/^(isom|iso\d|mp4\d|M4V |avc1|dash|3g..)$/, refuses('an MP4 video')],
];

/** Bytes at the start of a file that are searched. */
const HEAD_BYTES = 1024;

/** The control characters of text: tab, line feed, form feed and carriage return. */
const TEXT_CONTROLS = [0x09, 0x0a, 0x0c, 0x0d];

/** Identifies a file by its first bytes. Its name and Content-Type are ignored. */
export function identify(bytes: Buffer): Identified {
  const mangled = identifyMangled(bytes);
  if (mangled) return mangled;
  const head = bytes.subarray(0, HEAD_BYTES).toString('latin1');
  if (head.startsWith('RIFF')) return RIFF_KINDS[head.slice(8, 12)] ?? refuses('a RIFF file');
  if (head.startsWith('ftyp', 4)) return identifyBrand(bytes);
  const match = SIGNATURES.find((signature) => head.startsWith(textOf(signature.bytes), signature.at ?? 0));
  if (!match) return refuses(nameText(bytes.subarray(0, HEAD_BYTES)));
  const rawPhoto = 'format' in match.is && match.is.format === 'tiff' ? nameRawPhoto(bytes) : undefined;
  return rawPhoto ? refuses(rawPhoto) : match.is;
}

const textOf = (bytes: Signature['bytes']): string =>
  typeof bytes === 'string' ? bytes : String.fromCharCode(...bytes);

/** Tries the major brand first, then the compatible brands, because `mif1` means only "some image". */
function identifyBrand(bytes: Buffer): Identified {
  const end = Math.min(bytes.length, HEAD_BYTES, bytes.readUInt32BE(0));
  for (let at = 8; at + 4 <= end; at += at === 8 ? 8 : 4) {
    const brand = bytes.toString('latin1', at, at + 4);
    const match = FTYP_BRANDS.find(([pattern]) => pattern.test(brand));
    if (match) return isHeif(match[1]) ? byCodec(bytes, match[1]) : match[1];
  }
  return byCodec(bytes, refuses('an image or video in a container Darkroom does not read'));
}

const isHeif = (identified: Identified): boolean =>
  'format' in identified && ['avif', 'heic'].includes(identified.format);

/** The kinds of HEIF file, by the item type of their primary picture. */
const HEIF_CODECS: Readonly<Record<string, Identified>> = {
  av01: reads('avif'),
  hvc1: reads('heic'),
  vvc1: refuses('a HEIF photo coded as VVC'),
  avc1: refuses('a HEIF photo coded as H.264'),
  jpeg: refuses('a HEIF photo coded as JPEG'),
  j2k1: refuses('a HEIF photo coded as JPEG 2000'),
  unci: refuses('an uncompressed HEIF photo'),
};

/** The primary picture identifies a file. Its brands only list what it is compatible with. */
const byCodec = (bytes: Buffer, otherwise: Identified): Identified =>
  HEIF_CODECS[readHeifPicture(bytes)?.codec ?? ''] ?? otherwise;

/** The name of a file without a signature: a kind of text, or unknown data. */
function nameText(head: Buffer): string {
  const text = utf8Text(head);
  const isText = !head.some((byte) => byte < 0x20 && !TEXT_CONTROLS.includes(byte));
  if (text === undefined || !isText) return 'unknown data';
  if (/<svg[\s>]/i.test(text)) return 'an SVG drawing';
  if (/^\s*<(!doctype html|html)/i.test(text)) return 'a web page';
  if (/^\s*<\?xml/.test(text)) return 'an XML document';
  return 'a text file';
}
