import { frameIn, isProgressive, type JpegFrame } from './jpeg-frame';
import { type JpegPart, jpegParts, MARKER } from './jpeg-parts';

const START = Buffer.from([0xff, MARKER.startOfImage]);
const END = Buffer.from([0xff, MARKER.endOfImage]);
/** The parameters of a scan that is not progressive: all 64 coefficients, with all their bits. */
const WHOLE_RANGE = [0, 63, 0];

/**
 * Repairs faults that a strict decoder refuses although no pixel is missing: bytes between segments, invalid scan
 * parameters and versions, a missing end marker, padding after a scan. The compressed data is not changed, so a strict
 * decoder still detects missing data.
 * @returns candidates to try in this order; empty if the file ends before its picture is complete
 */
export function repairedJpegs(bytes: Buffer): Buffer[] {
  const parts = [...jpegParts(bytes)];
  const frame = parts.map((part) => frameIn(bytes, part)).find((each) => each !== undefined);
  const scans = parts.filter(({ marker }) => marker === MARKER.startOfScan);
  if (!frame || scans.length === 0) return [];
  const hasEnd = parts.at(-1)?.marker === MARKER.endOfImage;
  if (!hasEnd && !isComplete(bytes, frame, scans)) return [];
  const rewritten = (dataOf: (scan: JpegPart) => Buffer) =>
    Buffer.concat([START, ...parts.flatMap((part) => rewrite(bytes, part, frame, dataOf)), END]);
  const asItIs = (scan: JpegPart) => bytes.subarray(scan.dataStart, scan.end);
  return [rewritten(asItIs), rewritten((scan) => withoutPadding(asItIs(scan)))];
}

function rewrite(
  bytes: Buffer,
  part: JpegPart,
  frame: JpegFrame,
  dataOf: (scan: JpegPart) => Buffer,
): Buffer[] {
  if (part.marker === MARKER.endOfImage) return [];
  const segment = repairedSegment(bytes.subarray(part.start, part.dataStart), part.marker, frame);
  if (part.marker !== MARKER.startOfScan) return [segment];
  if (isProgressive(frame)) return [segment, dataOf(part)];
  return [segment.subarray(0, -WHOLE_RANGE.length), Buffer.from(WHOLE_RANGE), dataOf(part)];
}

const [APP0, APP14] = [0xe0, 0xee];
/** The major version of JFIF, which follows the marker, the length and the name. */
const JFIF_VERSION = { at: 9, major: 1 };
/** The colour transform at the end of an Adobe segment: 0 for none, 1 for YCbCr, 2 for YCCK. */
const ADOBE_TRANSFORM = { at: 15, max: 2 };

/** Replaces undefined values with those that decoders assume. */
function repairedSegment(segment: Buffer, marker: number, { components }: JpegFrame): Buffer {
  const name = segment.toString('latin1', 4, 9);
  const copy = Buffer.from(segment);
  if (marker === APP0 && name === 'JFIF\0') copy[JFIF_VERSION.at] = JFIF_VERSION.major;
  if (marker === APP14 && name === 'Adobe' && (copy[ADOBE_TRANSFORM.at] ?? 0) > ADOBE_TRANSFORM.max) {
    copy[ADOBE_TRANSFORM.at] = components.length === 4 ? 2 : 1;
  }
  return copy;
}

/** Removes zeros and `FF` at the end of a scan. */
function withoutPadding(data: Buffer): Buffer {
  let end = data.length;
  while (end > 0 && (data[end - 1] === 0x00 || data[end - 1] === 0xff)) end -= 1;
  return data.subarray(0, end);
}

const COEFFICIENTS = 64;

/** Whether the scans contain every bit of every coefficient. A file that was cut off between two scans does not. */
function isComplete(bytes: Buffer, frame: JpegFrame, scans: readonly JpegPart[]): boolean {
  const missingBits = new Map(frame.components.map((id) => [id, new Uint8Array(COEFFICIENTS).fill(255)]));
  for (const { start, dataStart } of scans) {
    const [from = 0, to = 0, bits = 0] = isProgressive(frame)
      ? bytes.subarray(dataStart - WHOLE_RANGE.length, dataStart)
      : WHOLE_RANGE;
    for (let at = start + 5; at + 1 < dataStart - WHOLE_RANGE.length; at += 2) {
      missingBits.get(bytes[at] ?? 0)?.fill(bits & 0x0f, from, to + 1);
    }
  }
  return [...missingBits.values()].every((missing) => missing.every((bits) => bits === 0));
}
