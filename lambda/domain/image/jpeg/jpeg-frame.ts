import { type JpegPart, jpegParts, MARKER } from './jpeg-parts';

/** The frame header of a JPEG (ITU-T T.81, B.2.2). */
export interface JpegFrame {
  readonly marker: number;
  /** Bits a sample. */
  readonly precision: number;
  /** 0 if a DNL segment after the first scan contains the height. */
  readonly height: number;
  /** Component ids. */
  readonly components: readonly number[];
}

/** Start-of-frame markers: `FFC0` to `FFCF` except for tables (C4, CC) and extensions (C8), and `FFF7` of JPEG-LS. */
const isFrame = (marker: number): boolean =>
  (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) || marker === 0xf7;

const PROGRESSIVE = [0xc2, 0xca];
export const isProgressive = ({ marker }: JpegFrame): boolean => PROGRESSIVE.includes(marker);

/** Reads a frame header; undefined if the part is not one. */
export function frameIn(bytes: Buffer, { marker, start, dataStart }: JpegPart): JpegFrame | undefined {
  if (!isFrame(marker) || dataStart < start + 10) return undefined;
  const count = bytes[start + 9] ?? 0;
  const ids = Array.from({ length: count }, (_, index) => start + 10 + index * 3).filter(
    (at) => at < dataStart,
  );
  return {
    marker,
    precision: bytes[start + 4] ?? 0,
    height: bytes.readUInt16BE(start + 5),
    components: ids.map((at) => bytes[at] ?? 0),
  };
}

/** The first frame header of a file. */
export function firstFrame(bytes: Buffer): JpegFrame | undefined {
  for (const part of jpegParts(bytes)) {
    const frame = frameIn(bytes, part);
    if (frame || part.marker === MARKER.startOfScan) return frame;
  }
  return undefined;
}

/** The kinds of JPEG that common decoders do not read, by start-of-frame marker. */
const UNREADABLE_KINDS: ReadonlyArray<readonly [markers: readonly number[], name: string]> = [
  [[0xc3, 0xcb], 'a lossless JPEG'],
  [[0xc5, 0xc6, 0xc7, 0xcd, 0xce, 0xcf], 'a hierarchical JPEG'],
  [[0xf7], 'a JPEG-LS image'],
];

const READABLE_CHANNELS = [1, 3, 4];

/** The name of the kind of JPEG, if it cannot be decoded; otherwise undefined. */
export function nameUnreadableJpeg(bytes: Buffer): string | undefined {
  const frame = firstFrame(bytes);
  if (!frame) return undefined;
  const kind = UNREADABLE_KINDS.find(([markers]) => markers.includes(frame.marker));
  if (kind) return kind[1];
  if (frame.precision !== 8) return `a JPEG with ${frame.precision} bits a channel`;
  if (frame.height === 0) return 'a JPEG that states its height only at its end (DNL)';
  if (!READABLE_CHANNELS.includes(frame.components.length)) {
    return `a JPEG with ${frame.components.length} channels`;
  }
  return undefined;
}

/**
 * Whether a JPEG has more than `max` scans. The search ends if the first scan contains the whole picture, as in nearly
 * all files that are not progressive.
 */
export function hasMoreScansThan(bytes: Buffer, max: number): boolean {
  let frame: JpegFrame | undefined;
  let scans = 0;
  for (const part of jpegParts(bytes)) {
    frame ??= frameIn(bytes, part);
    if (part.marker !== MARKER.startOfScan) continue;
    scans += 1;
    if (scans > max) return true;
    const isWhole = frame && !isProgressive(frame) && bytes[part.start + 4] === frame.components.length;
    if (isWhole) return false;
  }
  return false;
}
