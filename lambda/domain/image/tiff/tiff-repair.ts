import { DirectoryReader } from './image-directory';

/** The tags that are needed to decode the pixels of a TIFF. All others are metadata. */
const PIXEL_TAGS: ReadonlySet<number> = new Set([
  // Size, samples, compression, colour model, bit order, strips, orientation, planes.
  256, 257, 258, 259, 262, 266, 273, 274, 277, 278, 279, 284,
  // Fax options, predictor, palette, tiles, inks, extra channels, sample format.
  292, 293, 317, 320, 322, 323, 324, 325, 332, 334, 338, 339,
  // JPEG tables, chroma subsampling, reference black and white, colour profile.
  347, 529, 530, 531, 532, 34675,
]);

const tagOf = (entry: Buffer, littleEndian: boolean): number =>
  littleEndian ? entry.readUInt16LE(0) : entry.readUInt16BE(0);

/**
 * Repairs a TIFF that strict decoders refuse for the order of its tags or for its metadata. Appends a sorted copy of
 * the first directory without metadata. The pixels stay where they are.
 * @returns undefined if there is no directory
 */
export function repairedTiff(bytes: Buffer): Buffer | undefined {
  const reader = DirectoryReader.open(bytes);
  const page = reader?.first();
  if (!reader || !page) return undefined;
  const { littleEndian } = reader;
  const byTag = new Map<number, Buffer>();
  for (const entry of page.entries()) {
    const tag = tagOf(entry, littleEndian);
    if (PIXEL_TAGS.has(tag) && !byTag.has(tag)) byTag.set(tag, entry);
  }
  const sorted = [...byTag].sort(([one], [other]) => one - other).map(([, entry]) => entry);
  const padding = Buffer.alloc(bytes.length % 2);
  const [count, header] = [Buffer.alloc(2), Buffer.from(bytes.subarray(0, 8))];
  if (littleEndian) count.writeUInt16LE(sorted.length);
  else count.writeUInt16BE(sorted.length);
  const offset = bytes.length + padding.length;
  if (littleEndian) header.writeUInt32LE(offset, 4);
  else header.writeUInt32BE(offset, 4);
  return Buffer.concat([header, bytes.subarray(8), padding, count, ...sorted, Buffer.alloc(4)]);
}
