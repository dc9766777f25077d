import type { Sharp } from 'sharp';

/**
 * libvips interprets a final word in parentheses as its own note on the value, and drops it. With this suffix it drops
 * the suffix, and keeps what the photographer wrote.
 */
const NOTE_TO_DROP = ' ()';

/** Any character outside of printable ASCII. */
const BEYOND_ASCII = /[^ -~]/;

/**
 * Writes a copyright notice, and nothing else, into the metadata of an image. EXIF allows only ASCII: `©` becomes
 * `(C)`, and other scripts are lost. Therefore such a notice is also written to XMP.
 */
export function keepCopyright(image: Sharp, notice: string): Sharp {
  image.withExif({ IFD0: { Copyright: `${notice}${NOTE_TO_DROP}` } });
  return BEYOND_ASCII.test(notice) ? image.withXmp(xmpRights(notice)) : image;
}

/** An XMP packet with the copyright notice (`dc:rights`). */
function xmpRights(notice: string): string {
  return `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:rights><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(notice)}</rdf:li></rdf:Alt></dc:rights></rdf:Description></rdf:RDF></x:xmpmeta>`;
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
