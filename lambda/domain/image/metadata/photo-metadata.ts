import { type ExifFacts, readExif } from './exif';
import { iptcCopyright } from './iptc';
import { readXmp } from './xmp';

/** The metadata blocks of a file. A TIFF is itself an EXIF block. */
export interface MetadataBlocks {
  readonly exif?: Buffer | undefined;
  readonly xmp?: Buffer | undefined;
  readonly iptc?: Buffer | undefined;
  /** Texts of a PNG. */
  readonly comments?: ReadonlyArray<{ readonly keyword: string; readonly text: string }> | undefined;
}

/** Reads the facts of a photo from all its metadata. EXIF takes precedence, then XMP, IPTC and the texts of a PNG. */
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
