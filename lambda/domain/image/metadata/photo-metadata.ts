import { type ExifFacts, readExif } from './exif';
import { iptcCopyright } from './iptc';
import { readXmp } from './xmp';

/** The blocks of metadata that formats keep. A TIFF is an EXIF block itself. */
export interface MetadataBlocks {
  readonly exif?: Buffer | undefined;
  readonly xmp?: Buffer | undefined;
  readonly iptc?: Buffer | undefined;
  /** Texts of a PNG. */
  readonly comments?: ReadonlyArray<{ readonly keyword: string; readonly text: string }> | undefined;
}

/** What the metadata of a photo says, wherever it says it: EXIF has the first word, then XMP, IPTC and PNG texts. */
export function readMetadata({ exif, xmp, iptc, comments }: MetadataBlocks): ExifFacts {
  const [inExif, inXmp] = [readExif(exif), readXmp(xmp)];
  const text = comments?.find(({ keyword }) => keyword === 'Copyright')?.text.trim();
  const copyright = inExif.copyright ?? inXmp.copyright ?? iptcCopyright(iptc) ?? text;
  return {
    ...inXmp,
    ...inExif,
    ...(copyright && { copyright }),
    hasGps: inExif.hasGps || inXmp.hasGps,
  };
}
