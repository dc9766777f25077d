/**
 * Processes images like a function, several at a time under a memory budget, and reports the peak memory of the process.
 * Runs as a separate process, with its arguments as one JSON text.
 */
import { readFileSync } from 'node:fs';
import pLimit from 'p-limit';
import { inspect } from '../../lambda/domain/image/inspect';
import { MemoryBudget } from '../../lambda/domain/previews/memory-budget';
import { memoryNeeded } from '../../lambda/domain/previews/memory-need';
import { defaultRecipe } from '../../lambda/domain/previews/recipe-book';
import { planRendering } from '../../lambda/domain/previews/rendering-plan';
import { processUpload } from '../../lambda/domain/uploads/process-upload';
import { CONCURRENT_UPLOADS } from '../../lambda/process-image/concurrent-uploads';
import { jpegPhoto } from './photos';
import { attemptBy, inMemoryPipeline, SOURCE_BUCKET, uploadEvent } from './uploads';

export interface RenderingTask {
  readonly files: readonly string[];
  /** As the function is configured. */
  readonly memoryMb: number;
  /** More than 1 makes moving previews. */
  readonly maxFrames?: number;
}

export interface RenderingResult {
  /** Bytes before the first image, and the maximum. */
  readonly before: number;
  readonly peak: number;
  readonly statuses: readonly string[];
  /** Bytes that were predicted for each image. */
  readonly predicted: readonly number[];
}

const KIBIBYTE = 1024;
const peakMemory = (): number => process.resourceUsage().maxRSS * KIBIBYTE;

async function run({ files, memoryMb, maxFrames = 1 }: RenderingTask): Promise<RenderingResult> {
  const limits = { maxBytes: 10_485_760, maxPixels: 100_000_000, maxFrames };
  const memory = MemoryBudget.ofFunction(memoryMb, CONCURRENT_UPLOADS, limits.maxBytes);
  const pipeline = inMemoryPipeline({ limits, memory });
  // The first image loads libraries, which the budget counts as part of the process.
  const small = pipeline.store.put(SOURCE_BUCKET, 'uploads/warm-up', await jpegPhoto());
  await processUpload(uploadEvent(small), attemptBy('warm-up'), pipeline.dependencies);
  const before = peakMemory();
  const predicted: number[] = [];
  const limit = pLimit(CONCURRENT_UPLOADS);
  const outcomes = files.map((file, index) =>
    limit(async () => {
      const photo = readFileSync(file);
      const image = await inspect(photo, limits);
      const plan = planRendering(image.facts, defaultRecipe(pipeline.dependencies.recipes).recipe);
      predicted[index] = memoryNeeded(image, plan);
      const upload = pipeline.store.put(SOURCE_BUCKET, `uploads/${index}`, photo);
      return processUpload(uploadEvent(upload), attemptBy(`m-${index}`), pipeline.dependencies);
    }),
  );
  const statuses = (await Promise.all(outcomes)).map(({ record }) =>
    record?.error ? `${record.processingStatus} ${record.error.code}` : `${record?.processingStatus}`,
  );
  return { before, peak: peakMemory(), statuses, predicted };
}

void run(JSON.parse(process.argv[2] ?? '{}')).then((result) => console.log(JSON.stringify(result)));
