const [EXTENSION, APPLICATION_LABEL] = [0x21, 0xff];
const APPLICATION = 'XMP DataXMP';
const PACKET_END = Buffer.from('<?xpacket end', 'latin1');
const SCREEN_BYTES = 13;
const MAX_XMP_BYTES = 1024 * 1024;

/**
 * The XMP packet of a GIF, which the decoder does not read. It is stored uncompressed in an application extension
 * before the first picture.
 */
export function xmpOfGif(gif: Buffer): Buffer | undefined {
  const flags = gif[10] ?? 0;
  const colours = (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);
  let at = SCREEN_BYTES + colours;
  while (gif[at] === EXTENSION) {
    const start = at + 3 + APPLICATION.length;
    if (gif[at + 1] === APPLICATION_LABEL && gif.toString('latin1', at + 3, start) === APPLICATION) {
      const packet = gif.subarray(start, start + MAX_XMP_BYTES);
      const end = packet.indexOf(PACKET_END);
      return end < 0 ? undefined : packet.subarray(0, end);
    }
    at = endOfBlocks(gif, at + 2);
  }
  return undefined;
}

/** The offset after a sequence of data blocks, each up to 255 bytes long. An empty block ends the sequence. */
function endOfBlocks(gif: Buffer, start: number): number {
  let at = start;
  for (let size = gif[at]; size; size = gif[at]) at += size + 1;
  return at + 1;
}
