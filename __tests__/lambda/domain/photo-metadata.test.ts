import sharp from 'sharp';
import { readMetadata } from '../../../lambda/domain/image/metadata/photo-metadata';
import { readXmp } from '../../../lambda/domain/image/metadata/xmp';
import { withSegment } from '../../../photo-generators/jpeg-file';
import { pngChunk, withChunks } from '../../../photo-generators/png-file';
import { heic } from '../../fixtures/heic-images';
import * as images from '../../fixtures/images';
import { MODEL, rawTiff } from '../../fixtures/raw-tiff';
import { render } from '../../support/rendering';

const packet = (inside: string): string =>
  `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">${inside}</rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;

/** As Lightroom writes location and rights. */
const ATTRIBUTES = packet(
  '<rdf:Description rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" exif:GPSLatitude="46,33.5N" exif:GPSLongitude="7,58.2E" tiff:Make="Pinhole" tiff:Model="Two" exif:DateTimeOriginal="2024-06-21T05:12:40+02:00"><dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© Jane &amp; Söhne</rdf:li></rdf:Alt></dc:rights></rdf:Description>',
);

/** As exiftool writes them. */
const ELEMENTS = packet(
  '<rdf:Description rdf:about=""><exif:GPSLatitude>46,33.5N</exif:GPSLatitude><tiff:Make>Pinhole</tiff:Make><tiff:Model>Two</tiff:Model><exif:DateTimeOriginal>2024-06-21T05:12:40</exif:DateTimeOriginal><dc:rights>\n <rdf:Alt>\n  <rdf:li xml:lang=\'x-default\'>© Jane &#38; Söhne</rdf:li>\n </rdf:Alt>\n</dc:rights></rdf:Description>',
);

const FACTS = {
  camera: 'Pinhole Two',
  takenAt: '2024-06-21T05:12:40',
  copyright: '© Jane & Söhne',
  hasGps: true,
};

describe('XMP', () => {
  it.each([
    ['attributes', ATTRIBUTES],
    ['elements', ELEMENTS],
  ])('is read when it is written in %s', (_, xmp) => {
    expect(readXmp(Buffer.from(xmp))).toEqual(FACTS);
  });

  it.each(['', 'garbage', '<exif:GPS', packet('<dc:rights>'), packet('<dc:rights><rdf:Alt/></dc:rights>')])(
    'is read as unknown when it contains nothing: %j',
    (xmp) => {
      expect(readXmp(Buffer.from(xmp))).toEqual({ hasGps: false });
    },
  );

  it('is read quickly when it has a megabyte and no end', () => {
    const started = performance.now();
    readXmp(Buffer.from(`<dc:rights ${'<rdf:li'.repeat(150_000)}`));
    expect(performance.now() - started).toBeLessThan(100);
  });
});

const withXmp = (image: Promise<Buffer>, format: 'jpeg' | 'png' | 'webp' | 'avif' | 'tiff') =>
  image.then((bytes) => sharp(bytes).withXmp(ATTRIBUTES).toFormat(format).toBuffer());

const GPS_DIRECTORY = 34_853;
/** To be replaced by where the directory is. */
const FAR = 0x7eadbeef;
/** A directory of one entry: a latitude of three fractions. */
const GPS_LATITUDE = Buffer.from([1, 0, 2, 0, 5, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** A GIF holds XMP in an extension behind its header. */
async function gifWithXmp(): Promise<Buffer> {
  const gif = await sharp(await images.jpeg())
    .gif()
    .toBuffer();
  const colours = ((gif[10] ?? 0) & 0x80) === 0 ? 0 : 3 * 2 ** (((gif[10] ?? 0) & 7) + 1);
  const at = 13 + colours;
  const trailer = Buffer.from([1, ...Array.from({ length: 256 }, (_, index) => 255 - index), 0]);
  const extension = Buffer.concat([
    Buffer.from([0x21, 0xff, 11]),
    Buffer.from('XMP DataXMP'),
    Buffer.from(ATTRIBUTES),
    trailer,
  ]);
  return Buffer.concat([gif.subarray(0, at), extension, gif.subarray(at)]);
}

describe('photo metadata', () => {
  it.each<[string, () => Promise<Buffer>]>([
    ['JPEG', () => withXmp(images.jpeg(), 'jpeg')],
    ['PNG', () => withXmp(images.jpeg(), 'png')],
    ['WebP', () => withXmp(images.jpeg(), 'webp')],
    ['AVIF', () => withXmp(images.jpeg(), 'avif')],
    ['TIFF', () => withXmp(images.jpeg(), 'tiff')],
    ['GIF', gifWithXmp],
    ['HEIC', async () => heic({ xmp: ATTRIBUTES })],
  ])('is read from the XMP of a %s', async (_, make) => {
    const { facts } = await render(await make());
    expect(facts).toMatchObject(FACTS);
  });

  it('is read from the EXIF of a TIFF, which is the TIFF itself', async () => {
    const tiff = rawTiff({
      width: 8,
      height: 8,
      model: MODEL.grey,
      bits: 8,
      pixelAt: () => [99],
      texts: { 271: 'Pinhole', 272: 'Two', 306: '2024:06:21 05:12:40', 33432: '(c) Jane' },
      tags: { [GPS_DIRECTORY]: FAR },
    });
    tiff.writeUInt32LE(tiff.length, tiff.indexOf(uint32(FAR)));
    const { facts } = await render(Buffer.concat([tiff, GPS_LATITUDE]));
    expect(facts).toMatchObject({ ...FACTS, copyright: '(c) Jane' });
  });

  it('is read from the IPTC block of a JPEG', async () => {
    const notice = Buffer.from('© IPTC Söhne', 'utf8');
    const record = Buffer.concat([Buffer.from([0x1c, 2, 116, 0, notice.length]), notice]);
    const resource = Buffer.concat([
      Buffer.from('8BIM\x04\x04\0\0\0\0\0', 'latin1'),
      Buffer.from([record.length]),
      record,
    ]);
    const jpeg = withSegment(
      await images.jpeg(),
      0xed,
      Buffer.concat([Buffer.from('Photoshop 3.0\0', 'latin1'), resource, Buffer.alloc(record.length % 2)]),
    );
    expect((await render(jpeg)).facts.copyright).toBe('© IPTC Söhne');
  });

  it('is read from the texts of a PNG', async () => {
    const text = pngChunk('tEXt', Buffer.from('Copyright\0(c) Jane', 'latin1'));
    expect((await render(withChunks(await images.tinyPng(), [text]))).facts.copyright).toBe('(c) Jane');
  });

  it('is read from EXIF first, when several blocks contain it', () => {
    const comments = [{ keyword: 'Copyright', text: 'of the text' }];
    expect(readMetadata({ xmp: Buffer.from(ATTRIBUTES), comments }).copyright).toBe(FACTS.copyright);
    expect(readMetadata({ comments }).copyright).toBe('of the text');
  });
});

describe('a photo of high dynamic range', () => {
  it.each([16, 18])('is recognised by the transfer characteristics %d of a PNG', async (transfer) => {
    const code = pngChunk('cICP', Buffer.from([9, transfer, 0, 1]));
    const { facts } = await render(withChunks(await images.tinyPng(), [code]));
    expect(facts.hdr).toBe(transfer === 16 ? 'pq' : 'hlg');
  });

  it.each([
    ['in XMP', 0xe1, `http://ns.adobe.com/xap/1.0/\0${packet('<rdf:Description hdrgm:Version="1.0"/>')}`],
    ['by ISO 21496-1', 0xe2, 'urn:iso:std:iso:ts:21496:-1\0\0\0\0\0'],
  ])('is recognised by a gain map that a JPEG announces %s', async (_, marker, segment) => {
    const { facts } = await render(withSegment(await images.jpeg(), marker, Buffer.from(segment, 'latin1')));
    expect(facts.hdr).toBe('gain-map');
  });

  it('is none where nothing says so', async () => {
    for (const image of [images.jpeg, images.tinyPng, images.avif, images.webp]) {
      expect((await render(await image())).facts).not.toHaveProperty('hdr');
    }
  });
});
