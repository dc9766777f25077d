import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { SQSEvent } from 'aws-lambda';
import { serve } from './serve';

type Handler = (
  event: SQSEvent,
  context: object,
) => Promise<{ readonly batchItemFailures: readonly unknown[] }>;

/** More than a batch ever takes. */
const REMAINING_MS = 600_000;

const context = { getRemainingTimeInMillis: () => REMAINING_MS };
let handler: Handler | undefined;

/** The function from its package, called as Lambda calls it. */
serve({
  async load(folder: string) {
    handler = (await import(pathToFileURL(join(folder, 'handler.mjs')).href)).handler;
  },
  async invoke(event: SQSEvent) {
    const answer = await handler?.(event, context);
    if (!answer || answer.batchItemFailures.length > 0) throw new Error('The function gave messages back.');
  },
  /** Bytes the process had in memory at its worst. */
  peak: () => process.resourceUsage().maxRSS * 1024,
});
