import { z } from 'zod';
import type { Topology } from '../../plan/topology/topology';
import type { Twin } from './twin';

/** The buckets, queues and table of the project's own stacks, from their outputs. */
export interface Stores {
  readonly sourceBucket: string;
  readonly processedBucket: string;
  readonly metadataTable: string;
  readonly uploadsQueueUrl: string;
  /** Name of the queue. */
  readonly deadLetterQueue: string;
}

/** A running twin of the project's own stacks. */
export interface RunningTwin {
  readonly twin: Twin;
  readonly stores: Stores;
}

const outputsSchema = z.object({
  source_bucket_name: z.string(),
  processed_bucket_name: z.string(),
  metadata_table_name: z.string(),
  uploads_queue_url: z.string(),
  dead_letter_queue_url: z.string(),
});

/** @throws Error when the stacks lack one of these outputs */
export function storesOf({ outputs }: Topology): Stores {
  const read = outputsSchema.parse(outputs);
  return {
    sourceBucket: read.source_bucket_name,
    processedBucket: read.processed_bucket_name,
    metadataTable: read.metadata_table_name,
    uploadsQueueUrl: read.uploads_queue_url,
    deadLetterQueue: read.dead_letter_queue_url.split('/').at(-1) ?? '',
  };
}
