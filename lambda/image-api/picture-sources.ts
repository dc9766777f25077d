import type { ImageRecord, Preview } from '../domain/image-record';
import { filesOf } from '../domain/previews/preview-files';
import type { PreviewUrl } from '../domain/previews/preview-urls';
import type { SourceResponse } from './response-schemas';

type File = SourceResponse['files'][number];

/** Groups the files of all previews by format, best format first. */
export async function sourcesOf(previews: readonly Preview[], urlOf: PreviewUrl): Promise<SourceResponse[]> {
  const files = previews.flatMap((preview) => filesOf(preview).map((file) => ({ preview, ...file })));
  const formats = new Map(files.map(({ format, contentType }) => [format, contentType]));
  const sources = [...formats].map(async ([format, contentType]): Promise<SourceResponse> => {
    const described = await Promise.all(
      files
        .filter((file) => file.format === format)
        .map(async ({ preview: { name, width, height }, key, size }): Promise<File> => {
          return { name, key, width, height, size, url: await urlOf(key) };
        }),
    );
    described.sort(bySize);
    return { format, content_type: contentType, srcset: srcsetOf(described), files: described };
  });
  return Promise.all(sources);
}

const bySize = (a: Shown, b: Shown): number => a.width * a.height - b.width * b.height;

interface Shown {
  readonly width: number;
  readonly height: number;
  readonly url: string;
}

/**
 * The value of a `srcset` attribute. It contains the previews with the proportions of the largest one, because a
 * browser treats all candidates as the same picture. Small originals are not enlarged, so several previews can have
 * the same width, but HTML allows each width once.
 * @param previews smallest first
 */
export function srcsetOf(previews: readonly Shown[]): string {
  const largest = previews.at(-1);
  const alike = previews.filter((preview) => largest && hasShapeOf(largest, preview));
  const byWidth = new Map(alike.map(({ width, url }) => [width, url]));
  return [...byWidth].map(([width, url]) => `${url} ${width}w`).join(', ');
}

/** Whether a smaller picture has the proportions of a larger one, within one pixel. */
const hasShapeOf = (large: Shown, small: Shown): boolean =>
  Math.abs((small.width * large.height) / large.width - small.height) <= 1 ||
  Math.abs((small.height * large.width) / large.height - small.width) <= 1;

/**
 * A `<picture>` element to paste into a page. It reserves the space of the photo, so that the layout does not shift,
 * and fills it with the dominant colour until the photo has loaded. Formats without the largest preview are omitted.
 * @returns undefined if there are no previews
 */
export function pictureOf(
  sources: readonly SourceResponse[],
  { hasAlpha, dominantColor }: Pick<ImageRecord, 'hasAlpha' | 'dominantColor'>,
): string | undefined {
  const largestArea = Math.max(...sources.flatMap(({ files }) => files.map(areaOf)));
  const whole = sources.filter(({ files }) => files.some((file) => areaOf(file) === largestArea));
  const fallback = whole.at(-1);
  const largest = fallback?.files.at(-1);
  if (!fallback || !largest) return undefined;
  const { width, height, url } = largest;
  const sizes = `(max-width: ${width}px) 100vw, ${width}px`;
  const better = whole.slice(0, -1);
  const background = hasAlpha || !dominantColor ? '' : `;background:${dominantColor}`;
  return [
    '<picture>',
    ...better.map(({ content_type: type, srcset }) => `  <source${attributes({ type, srcset, sizes })}>`),
    `  <img${attributes({
      src: url,
      srcset: fallback.srcset,
      sizes,
      width: String(width),
      height: String(height),
      alt: '',
      loading: 'lazy',
      decoding: 'async',
      style: `max-width:100%;height:auto${background}`,
    })}>`,
    '</picture>',
  ].join('\n');
}

const areaOf = ({ width, height }: Pick<Shown, 'width' | 'height'>): number => width * height;

const attributes = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(value)}"`)
    .join('');

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
