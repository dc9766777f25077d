import type { ImageFormat, Preview } from '../../../lambda/domain/image-record';
import { pictureOf, sourcesOf, srcsetOf } from '../../../lambda/image-api/picture-sources';
import { source } from '../../../lambda/image-api/response-schemas';

const urlOf = async (key: string) => `https://processed.example/${key}?a=1&b=2`;

function preview(name: string, [width, height]: readonly [number, number], formats: ImageFormat[]): Preview {
  const [format = 'webp', ...others] = formats;
  return {
    name,
    key: `previews/i/v/${name}.${format === 'jpeg' ? 'jpg' : format}`,
    width,
    height,
    format,
    contentType: `image/${format}`,
    size: 1000,
    ...(others.length > 0 && { files: formats.map((each) => ({ format: each, size: width })) }),
  };
}

const ALL: ImageFormat[] = ['avif', 'webp', 'jpeg'];
const previews = [
  preview('full', [1600, 1067], ALL),
  preview('thumb', [150, 150], ALL),
  preview('small', [600, 400], ALL),
];

describe('the sources of an image', () => {
  it('have every preview by format, best format first, smallest preview first', async () => {
    const sources = await sourcesOf(previews, urlOf);
    expect(sources.map(({ format, content_type }) => [format, content_type])).toEqual([
      ['avif', 'image/avif'],
      ['webp', 'image/webp'],
      ['jpeg', 'image/jpeg'],
    ]);
    for (const { files } of sources)
      expect(files.map(({ name }) => name)).toEqual(['thumb', 'small', 'full']);
    expect(sources[2]?.files[0]).toMatchObject({ key: 'previews/i/v/thumb.jpg', size: 150 });
    for (const each of sources) expect(source.strict().parse(each)).toEqual(each);
  });

  it('have a srcset of the previews with the shape of the largest one', async () => {
    const [avif] = await sourcesOf(previews, urlOf);
    expect(avif?.srcset.split(', ').map((part) => part.split('/').at(-1))).toEqual([
      'small.avif?a=1&b=2 600w',
      'full.avif?a=1&b=2 1600w',
    ]);
  });

  it('count a rounded pixel as the same shape', () => {
    const shown = (width: number, height: number) => ({ width, height, url: `u${width}` });
    expect(srcsetOf([shown(150, 100), shown(300, 199), shown(801, 533)])).toBe(
      'u150 150w, u300 300w, u801 801w',
    );
    expect(srcsetOf([shown(300, 205), shown(801, 533)])).toBe('u801 801w');
    expect(srcsetOf([])).toBe('');
  });
});

describe('the picture element', () => {
  const picture = async (list = previews, facts = { hasAlpha: false, dominantColor: '#2a6f97' }) =>
    pictureOf(await sourcesOf(list, urlOf), facts);

  it('offers the better formats first, and the last one to every browser', async () => {
    const html = (await picture()) ?? '';
    const types = [...html.matchAll(/<source type="([^"]+)"/g)].map(([, type]) => type);
    expect(types).toEqual(['image/avif', 'image/webp']);
    expect(html).toMatch(/<img src="https:\/\/processed\.example\/previews\/i\/v\/full\.jpg\?a=1&amp;b=2"/);
  });

  it('reserves the place of the largest preview, in the main colour of the photo', async () => {
    expect(await picture()).toMatch(/ width="1600" height="1067" alt="" .*background:#2a6f97"/);
    expect(await picture(previews, { hasAlpha: true, dominantColor: '#2a6f97' })).not.toContain('background');
  });

  it('does not offer a format that lacks the largest preview', async () => {
    const html = await picture([
      preview('small', [600, 400], ALL),
      preview('full', [1600, 1067], ['webp', 'jpeg']),
    ]);
    expect(html).not.toContain('image/avif');
    expect(html).toContain('image/webp');
  });

  it('is an image alone where there is one format', async () => {
    const html = await picture([preview('a', [100, 100], ['webp'])]);
    expect(html).not.toContain('<source');
    expect(html).toContain('srcset="https://processed.example/previews/i/v/a.webp?a=1&amp;b=2 100w"');
  });

  it('is absent where there are no previews', () => {
    expect(pictureOf([], {})).toBeUndefined();
  });
});
