import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import { inspect } from '../../../lambda/domain/image/inspect';
import { recipeOfSizes } from '../../../lambda/domain/previews/preview-recipe';
import { renderPreviews } from '../../../lambda/domain/previews/render-previews';
import { planRendering } from '../../../lambda/domain/previews/rendering-plan';
import { serve } from './serve';

export interface Batch {
  readonly paths: readonly string[];
  /** Photos handled concurrently, including waiting. */
  readonly concurrency: number;
  /** Photos rendered concurrently. */
  readonly renders: number;
  /** Milliseconds of AWS calls before and after each render. */
  readonly waiting: { readonly before: number; readonly after: number };
}

const LIMITS = { maxBytes: 2 ** 30, maxPixels: 100_000_000, maxFrames: 1 };
const RECIPE = recipeOfSizes({
  sizes: [800, 300, 150].map((edge) => ({ width: edge, height: edge })),
  formats: ['webp'],
  fit: 'inside',
  maxFrames: 1,
});

async function render(bytes: Buffer): Promise<void> {
  const image = await inspect(bytes, LIMITS);
  await renderPreviews(bytes, image, planRendering(image.facts, RECIPE));
}

const photos = new Map<string, Buffer>();

function photo(path: string): Buffer {
  const known = photos.get(path) ?? readFileSync(path);
  photos.set(path, known);
  return known;
}

serve({
  /** Renders a batch with limited concurrency. */
  async batch({ paths, concurrency, renders, waiting }: Batch) {
    const [limit, turn] = [pLimit(concurrency), pLimit(renders)];
    await Promise.all(
      paths.map((path) =>
        limit(async () => {
          await sleep(waiting.before);
          await turn(() => render(photo(path)));
          await sleep(waiting.after);
        }),
      ),
    );
  },
});
