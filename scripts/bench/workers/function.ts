import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { SQSEvent } from 'aws-lambda';
import { serve } from './serve';

type Handler = (
  event: SQSEvent,
  context: object,
) => Promise<{ readonly batchItemFailures: readonly unknown[] }>;

/** More than any batch takes. */
const REMAINING_MS = 600_000;

const context = { getRemainingTimeInMillis: () => REMAINING_MS };
let handler: Handler | undefined;

/** Invokes the packaged function as Lambda does. */
serve({
  async load(folder: string) {
    handler = (await import(pathToFileURL(join(folder, 'handler.mjs')).href)).handler;
  },
  async invoke(event: SQSEvent) {
    const response = await handler?.(event, context);
    if (!response || response.batchItemFailures.length > 0)
      throw new Error('The function returned batch item failures.');
  },
  /** Peak memory of the process, in bytes. */
  peak: () => process.resourceUsage().maxRSS * 1024,
});
