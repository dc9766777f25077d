import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import { renderAsDarkroom } from './darkroom';
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
          await turn(() => renderAsDarkroom(photo(path), ['webp']));
          await sleep(waiting.after);
        }),
      ),
    );
  },
});
