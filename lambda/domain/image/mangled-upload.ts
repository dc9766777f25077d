import { utf8Text } from './utf8-text';

/** A photo that the client sent in another form: a description of that form, and how to upload the photo. */
export interface Mangled {
  readonly unsupported: string;
  readonly advice: string;
}

const RAW_BYTES = 'Send the bytes of the file itself as the body of the PUT.';
const HEAD_BYTES = 4096;

/** The start of photos in base64: JPEG, PNG, GIF, WebP, TIFF (both byte orders), HEIC and AVIF. */
const BASE64_PHOTO = /^(?:\/9j\/|iVBORw0KGgo|R0lGOD|UklGR|SUkqA|TU0AK|AAAA[A-Za-z0-9+/]{2}Z0eX)/;
const BASE64_LINE = /^[A-Za-z0-9+/\r\n]{60,}/;

interface Kind {
  readonly is: (head: string, bytes: Buffer) => boolean;
  readonly mangled: Mangled;
}

const KINDS: readonly Kind[] = [
  {
    is: (head) => /^--[^\r\n]{1,200}\r?\n/.test(head) && /content-disposition:\s*form-data/i.test(head),
    mangled: {
      unsupported: 'a whole form (multipart/form-data) with the photo inside',
      advice: `${RAW_BYTES} A form is not taken apart.`,
    },
  },
  {
    is: (head) => /^\s*["']?data:[a-z]+\/[\w.+-]{1,100}[;,]/i.test(head),
    mangled: {
      unsupported: 'a data URL, which is text',
      advice: `Decode what follows the comma from base64. ${RAW_BYTES}`,
    },
  },
  {
    is: (head) => BASE64_PHOTO.test(unquoted(head)) && BASE64_LINE.test(unquoted(head)),
    mangled: { unsupported: 'a photo in base64, which is text', advice: `Decode it first. ${RAW_BYTES}` },
  },
  {
    is: (_, bytes) => isTextOfBytes(bytes),
    mangled: {
      unsupported: 'a photo whose bytes were read and written as UTF-8 text, which destroys them',
      advice: 'Upload the original again, in binary mode: as a buffer or a stream, never as a string.',
    },
  },
];

/** Identifies a photo that the client sent in another form; undefined for all other files. */
export function identifyMangled(bytes: Buffer): Mangled | undefined {
  const start = bytes.subarray(0, HEAD_BYTES);
  const head = start.toString('latin1');
  return KINDS.find(({ is }) => is(head, start))?.mangled;
}

const unquoted = (head: string): string => head.replace(/^\s*["']?/, '');

/** Characters that result from bytes read as text: U+FFFD if read as UTF-8, or the upper half of Latin-1. */
const FROM_BYTES = /[\ufffd\u0080-\u00ff]/g;
const MIN_FROM_BYTES = 8;

/**
 * Whether a file is valid UTF-8, which no photo is, and contains many characters that result from bytes read as text.
 */
function isTextOfBytes(start: Buffer): boolean {
  const text = utf8Text(start) ?? '';
  return text.includes('\0') && (text.match(FROM_BYTES) ?? []).length >= MIN_FROM_BYTES;
}
