import { PermanentImageError, ServiceError } from '../errors';
import { checkBytes } from '../image/image-limits';
import { type InspectedImage, inspect } from '../image/inspect';
import { type ImageRecord, type Preview, type RecordedFocus, userIdOf } from '../image-record';
import type { OpenOriginal, Original } from '../ports';
import type { ProcessingDependencies } from '../processing';
import type { Stopwatch } from '../stopwatch';
import type { UploadRef } from '../upload';
import { parseFocalPoint } from './focal-point';
import { keptPreviews, withoutKept } from './kept-previews';
import { memoryNeeded } from './memory-need';
import { recipeOf } from './recipe-book';
import { type Rendering, renderPreviews } from './render-previews';
import { planRendering, type RenderingPlan } from './rendering-plan';
import { storePreviews } from './store-previews';

type Workshop = Pick<
  ProcessingDependencies,
  'store' | 'recipes' | 'limits' | 'memory' | 'now' | 'userIdSource'
>;

/** Characters; the API accepts no longer names. */
const MAX_FILE_NAME = 255;

/** Rendering does not start with less time than this: the photo would be blamed for a slow download. */
const MIN_RENDER_MS = 5_000;

/** The fields that a terminal record adds to the claimed one. */
export type MadePreviews = Partial<ImageRecord> & { readonly previews: readonly Preview[] };

/** How long making previews may take, and who measures it. */
export interface TimeFrame {
  /** Epoch milliseconds by which rendering must be over. */
  readonly renderBy: number;
  readonly stopwatch: Stopwatch;
}

/** The version to make previews of. */
export interface Making {
  readonly claimed: ImageRecord;
  /** Its finished record, where previews that are as they would be made again may stay. */
  readonly earlier?: ImageRecord | undefined;
  readonly source: UploadRef;
  /** The same object, where it is open already. */
  readonly opened?: OpenOriginal | undefined;
}

/**
 * Read, inspect, render, store, in that order, each stage timed. Returns only when every preview is stored.
 * @throws PermanentImageError when the photo itself is the problem
 */
export async function makePreviews(
  { claimed, earlier, source, opened }: Making,
  time: TimeFrame,
  workshop: Workshop,
): Promise<MadePreviews> {
  const { store, limits, recipes } = workshop;
  const { stopwatch } = time;
  const { recipe } = recipeOf(recipes, source.key);
  const original = await readExactly(source, opened ?? (await store.openOriginal(source)), limits);
  const download = stopwatch.lap();
  const image = await inspect(original.bytes, limits);
  const inspected = stopwatch.lap();
  const focus = focusOf(claimed, original);
  const plan = planRendering(image.facts, recipe);
  const kept = earlier ? await keptPreviews({ earlier, recipe, focus, plan }, store) : undefined;
  const missing = kept ? withoutKept(plan, kept) : plan;
  const work = { bytes: original.bytes, image, plan: missing ?? plan, focus };
  const made = missing && (await renderInTime(work, time, workshop));
  const render = stopwatch.lap();
  const previews = await storePreviews(made?.previews ?? [], {
    claimed,
    original,
    recipe,
    plan,
    kept,
    store,
  });
  original.release();
  const userId = userIdOf(source.key, original.metadata, workshop.userIdSource);
  const fileName = original.metadata['file-name']?.slice(0, MAX_FILE_NAME);
  return {
    ...image.facts,
    ...(original.eTag && { eTag: original.eTag }),
    ...(userId && { userId }),
    ...(fileName && { fileName }),
    size: original.bytes.length,
    ...placeholderOf(kept ? earlier : undefined, made),
    previews,
    ...focusOfRecord(kept && usesPoint(plan) ? earlier : undefined, made),
    ...(kept && { previewsSince: earlier?.previewsSince ?? earlier?.processedAt ?? '' }),
    timings: { download, inspect: inspected, render, store: stopwatch.lap() },
  };
}

/** Reads the object that the record is about. @throws PermanentImageError `SOURCE_NOT_FOUND` if it was replaced */
async function readExactly(
  { eTag }: UploadRef,
  opened: OpenOriginal,
  limits: Workshop['limits'],
): Promise<Original> {
  if (eTag && opened.head.eTag !== eTag) {
    opened.abandon();
    throw new PermanentImageError('SOURCE_NOT_FOUND', 'The file was replaced before it could be processed.');
  }
  return opened.read((bytes) => checkBytes(bytes, limits));
}

/** The point that a request chose for this version, else the one in the object's metadata. */
function focusOf({ focus }: ImageRecord, { metadata }: Original): RecordedFocus | undefined {
  if (focus?.from === 'request') return focus;
  const named = parseFocalPoint(metadata.focus);
  return named && { ...named, from: 'metadata' };
}

/** Of the same pixels, so they are the same unless another preview was made at another size. */
function placeholderOf(earlier: ImageRecord | undefined, made: Rendering | undefined) {
  const { thumbHash, dominantColor } = earlier ?? made ?? {};
  return { ...(thumbHash && { thumbHash }), ...(dominantColor && { dominantColor }) };
}

const usesPoint = ({ previews }: RenderingPlan): boolean =>
  previews.some(
    ({ preset: { fit, position } }) => fit === 'cover' && ['focus', 'attention'].includes(position),
  );

function focusOfRecord(earlier: ImageRecord | undefined, made: Rendering | undefined) {
  const focus = made?.focus ?? earlier?.focus;
  return focus && { focus };
}

interface Work {
  readonly bytes: Buffer;
  readonly image: InspectedImage;
  readonly plan: RenderingPlan;
  readonly focus: RecordedFocus | undefined;
}

/** Waits for the memory that the rendering takes, then renders, and gives up in time to record that, too. */
async function renderInTime(
  { bytes, image, plan, focus }: Work,
  { renderBy, stopwatch }: TimeFrame,
  { memory, now }: Workshop,
): Promise<Rendering> {
  const latest = renderBy - MIN_RENDER_MS;
  const giveBack = memory && (await memory.take(memoryNeeded(image, plan), latest - now()));
  if (now() > latest && stopwatch.startedAt <= latest) {
    giveBack?.();
    throw new ServiceError('Downloading, and waiting for other images, left too little time to render.');
  }
  // A rendering that is given up goes on in its thread, and keeps its memory until it ends.
  return within(renderBy - now(), (signal) =>
    renderPreviews(bytes, image, plan, { signal, focus }).finally(giveBack),
  );
}

/**
 * Gives up on a rendering that would not leave time to record anything. libvips cannot be interrupted
 * everywhere, so the work may go on in its thread for a while; its result is dropped.
 */
async function within<Result>(
  budgetMs: number,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const giveUp = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const seconds = Math.max(0, Math.round(budgetMs / 1000));
      const message = `Making the previews of this image took longer than the ${seconds} s allowed. Upload a smaller or simpler version.`;
      reject(new PermanentImageError('PROCESSING_TIMEOUT', message));
      giveUp.abort();
    }, budgetMs);
  });
  try {
    return await Promise.race([work(giveUp.signal), timeout]);
  } finally {
    clearTimeout(timer);
  }
}
