import { isUtf8 } from 'node:buffer';

/** The start of the copyright notice in IPTC-IIM: tag marker, record 2, dataset 116. */
const COPYRIGHT = Buffer.from([0x1c, 2, 116]);
const MAX_BYTES = 1024;

/** The copyright notice in an IPTC block, with or without the Photoshop header. */
export function iptcCopyright(block: Buffer | undefined): string | undefined {
  const at = block?.indexOf(COPYRIGHT) ?? -1;
  if (!block || at < 0 || at + 5 > block.length) return undefined;
  const start = at + 5;
  const value = block.subarray(start, start + Math.min(block.readUInt16BE(at + 3), MAX_BYTES));
  const text = isUtf8(value) ? value.toString('utf8') : value.toString('latin1');
  return text.replaceAll(/\p{Cc}+/gu, ' ').trim() || undefined;
}
