/** Second bytes of JPEG markers (ITU-T T.81, table B.1). */
export const MARKER = { startOfScan: 0xda, endOfImage: 0xd9, startOfImage: 0xd8 } as const;

/** One segment of a JPEG. The segment that starts a scan includes the compressed data after it. */
export interface JpegPart {
  readonly marker: number;
  /** The offset of the marker. */
  readonly start: number;
  /** The offset after the segment itself, where the compressed data of a scan begins. */
  readonly dataStart: number;
  /** The offset after the part. Computed on first access, because the data of a scan is nearly the whole file. */
  readonly end: number;
}

const TEMPORARY = 0x01;
const [FIRST_RESTART, LAST_RESTART] = [0xd0, 0xd7];
const isRestart = (marker: number): boolean => marker >= FIRST_RESTART && marker <= LAST_RESTART;

/**
 * Iterates over the parts of a JPEG, up to its end marker or the end of the file. Skips bytes between segments, as
 * decoders do. Omits parts that are cut off.
 */
export function* jpegParts(bytes: Buffer): Generator<JpegPart> {
  for (let start = markerFrom(bytes, 2); start !== undefined; ) {
    const marker = bytes[start + 1] ?? 0;
    const part = partAt(bytes, start, marker);
    if (!part) return;
    if (part.dataStart > part.start + 2 || marker === MARKER.endOfImage) yield part;
    if (marker === MARKER.endOfImage) return;
    start = markerFrom(bytes, part.end);
  }
}

function partAt(bytes: Buffer, start: number, marker: number): JpegPart | undefined {
  const hasNoLength =
    marker === TEMPORARY ||
    marker === MARKER.startOfImage ||
    marker === MARKER.endOfImage ||
    isRestart(marker);
  if (hasNoLength) return { marker, start, dataStart: start + 2, end: start + 2 };
  if (start + 4 > bytes.length) return undefined;
  const dataStart = start + 2 + Math.max(2, bytes.readUInt16BE(start + 2));
  if (dataStart > bytes.length) return undefined;
  if (marker !== MARKER.startOfScan) return { marker, start, dataStart, end: dataStart };
  let end: number | undefined;
  return {
    marker,
    start,
    dataStart,
    get end() {
      end ??= endOfScan(bytes, dataStart);
      return end;
    },
  };
}

/** The offset of the next `FF` that starts a marker. */
function markerFrom(bytes: Buffer, from: number): number | undefined {
  for (
    let at = bytes.indexOf(0xff, from);
    at >= 0 && at + 1 < bytes.length;
    at = bytes.indexOf(0xff, at + 1)
  ) {
    const next = bytes[at + 1];
    if (next !== 0x00 && next !== 0xff) return at;
  }
  return undefined;
}

/** In compressed data, `FF` precedes 0, a restart marker or another `FF`. Any other marker ends the scan. */
function endOfScan(bytes: Buffer, from: number): number {
  let at = markerFrom(bytes, from);
  while (at !== undefined && isRestart(bytes[at + 1] ?? 0)) at = markerFrom(bytes, at + 2);
  return at ?? bytes.length;
}
