import { PermanentImageError, ServiceError } from '../errors';
import { type InspectedImage, inspect } from '../image/inspect';
import {
  type ImageRecord,
  type Preview,
  previewsPrefixOf,
  type StageTimings,
  userIdOf,
  versionSegmentOf,
} from '../image-record';
import type { Original, RenderedPreview } from '../ports';
import type { ProcessingDependencies } from '../processing';
import type { UploadEvent } from '../upload';
import { memoryNeeded } from './memory-need';
import { type Rendering, renderPreviews } from './render-previews';

type Workshop = Pick<ProcessingDependencies, 'store' | 'recipe' | 'limits' | 'memory' | 'now'>;

/** Below this a rendering is not begun: it would be refused as too slow when only what came before it was. */
const LEAST_RENDER_MS = 5_000;

/** What the terminal record says beyond the claimed one. */
export type MadePreviews = Partial<ImageRecord> & { readonly previews: readonly Preview[] };

const FILE_EXTENSIONS: Readonly<Record<RenderedPreview['format'], string>> = {
  jpeg: 'jpg',
  png: 'png',
  webp: 'webp',
  avif: 'avif',
  gif: 'gif',
  tiff: 'tiff',
};

/**
 * Read, inspect, render, store, in that order, each stage timed. Answers only when every preview is stored.
 * @throws PermanentImageError when the photo itself is the problem
 */
export async function makePreviews(
  claimed: ImageRecord,
  event: UploadEvent,
  renderBy: number,
  workshop: Workshop,
): Promise<MadePreviews> {
  const { store, limits, now } = workshop;
  const begin = now();
  const original = await store.readOriginal(event, limits.maxBytes);
  const downloaded = now();
  const image = await inspect(original.bytes, limits);
  const inspected = now();
  const rendering = await renderInTime(original.bytes, image, { begin, renderBy }, workshop);
  const rendered = now();
  const previews = await storeAll(claimed, original, rendering, store);
  const userId = userIdOf(event.key, original.metadata);
  const timings: StageTimings = {
    download: downloaded - begin,
    inspect: inspected - downloaded,
    render: rendered - inspected,
    store: now() - rendered,
  };
  return {
    ...image.facts,
    ...(original.eTag && { eTag: original.eTag }),
    ...(userId && { userId }),
    size: original.bytes.length,
    thumbHash: rendering.thumbHash,
    dominantColor: rendering.dominantColor,
    previews,
    timings,
  };
}

/** Waits for the memory that the rendering takes, then renders, and gives up in time to record that, too. */
async function renderInTime(
  bytes: Buffer,
  image: InspectedImage,
  { begin, renderBy }: { begin: number; renderBy: number },
  { memory, recipe, now }: Workshop,
): Promise<Rendering> {
  const latest = renderBy - LEAST_RENDER_MS;
  const giveBack = memory && (await memory.take(memoryNeeded(image, recipe), latest - now()));
  if (now() > latest && begin <= latest) {
    giveBack?.();
    throw new ServiceError('Downloading, and waiting for other images, left too little time to render.');
  }
  // What is given up goes on in its thread, and has its memory until it ends.
  return within(renderBy - now(), () => renderPreviews(bytes, image, recipe).finally(giveBack));
}

function storeAll(
  claimed: ImageRecord,
  original: Original,
  rendering: Rendering,
  store: Workshop['store'],
): Promise<Preview[]> {
  const folder = `${previewsPrefixOf(claimed.imageId)}${versionSegmentOf(claimed)}`;
  return Promise.all(
    rendering.previews.map((preview) => {
      const key = `${folder}/${preview.name}.${FILE_EXTENSIONS[preview.format]}`;
      return store.storePreview(key, preview, original.metadata);
    }),
  );
}

/**
 * Gives up on a rendering that would not leave time to record anything. libvips cannot be interrupted
 * everywhere, so the work may go on in its thread for a while; its result is dropped.
 */
async function within<Result>(budgetMs: number, work: () => Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const seconds = Math.max(0, Math.round(budgetMs / 1000));
      const message = `Making the previews of this image took longer than the ${seconds} s there are for it. Upload a smaller or simpler version of it.`;
      reject(new PermanentImageError('PROCESSING_TIMEOUT', message));
    }, budgetMs);
  });
  try {
    return await Promise.race([work(), timeout]);
  } finally {
    clearTimeout(timer);
  }
}
