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

type Dependencies = Pick<
  ProcessingDependencies,
  'store' | 'recipes' | 'limits' | 'memory' | 'now' | 'userIdSource'
>;

/** Characters. The API accepts no longer names. */
const MAX_FILE_NAME = 255;

/** Rendering does not start with less time left: a slow download would be reported as a fault of the photo. */
const MIN_RENDER_MS = 5_000;

/** The fields that a terminal record adds to the claimed one. */
export type MadePreviews = Partial<ImageRecord> & { readonly previews: readonly Preview[] };

/** The deadline for making previews, and the clock that measures it. */
export interface TimeFrame {
  /** Epoch milliseconds. Rendering must end by then. */
  readonly renderBy: number;
  readonly stopwatch: Stopwatch;
}

/** The version to make previews of. */
export interface Making {
  readonly claimed: ImageRecord;
  /** Its earlier finished record, whose previews can be reused. */
  readonly earlier?: ImageRecord | undefined;
  readonly source: UploadRef;
  /** The same object, if it is already open. */
  readonly opened?: OpenOriginal | undefined;
}

/**
 * Reads, inspects, renders and stores, and measures each stage. Returns only when every preview is stored.
 * @throws PermanentImageError if the photo itself is the problem
 * @throws ServiceError if a service failed, or if too little time is left to render
 */
export async function makePreviews(
  { claimed, earlier, source, opened }: Making,
  time: TimeFrame,
  dependencies: Dependencies,
): Promise<MadePreviews> {
  const { store, limits, recipes } = dependencies;
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
  const made = missing && (await renderInTime(work, time, dependencies));
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
  const userId = userIdOf(source.key, original.metadata, dependencies.userIdSource);
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

/** Reads the object of the record. @throws PermanentImageError `SOURCE_NOT_FOUND` if it was replaced */
async function readExactly(
  { eTag }: UploadRef,
  opened: OpenOriginal,
  limits: Dependencies['limits'],
): Promise<Original> {
  if (eTag && opened.head.eTag !== eTag) {
    opened.abandon();
    throw new PermanentImageError('SOURCE_NOT_FOUND', 'The file was replaced before it could be processed.');
  }
  return opened.read((bytes) => checkBytes(bytes, limits));
}

/** The point that a request chose for this version, otherwise the one in the metadata of the object. */
function focusOf({ focus }: ImageRecord, { metadata }: Original): RecordedFocus | undefined {
  if (focus?.from === 'request') return focus;
  const point = parseFocalPoint(metadata.focus);
  return point && { ...point, from: 'metadata' };
}

/** The placeholder of the earlier record, because it was made from the same photo; otherwise the new one. */
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

/** Waits for the memory that rendering needs, then renders. Gives up early enough to record the failure. */
async function renderInTime(
  { bytes, image, plan, focus }: Work,
  { renderBy, stopwatch }: TimeFrame,
  { memory, now }: Dependencies,
): Promise<Rendering> {
  const latest = renderBy - MIN_RENDER_MS;
  const release = memory && (await memory.take(memoryNeeded(image, plan), latest - now()));
  if (now() > latest && stopwatch.startedAt <= latest) {
    release?.();
    throw new ServiceError('Downloading, and waiting for other images, left too little time to render.');
  }
  // After a timeout, rendering continues in its thread, and occupies its memory until it ends.
  return within(renderBy - now(), (signal) =>
    renderPreviews(bytes, image, plan, { signal, focus }).finally(release),
  );
}

/**
 * Stops waiting for a rendering after `budgetMs`. libvips cannot be interrupted everywhere, so the work may continue in
 * its thread for a while. Its result is dropped.
 * @throws PermanentImageError `PROCESSING_TIMEOUT`
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
