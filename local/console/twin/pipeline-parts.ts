import type { BucketDeclaration } from '../../../plan/topology/buckets';
import type { EventSourceMappingDeclaration } from '../../../plan/topology/event-source-mappings';
import type { FunctionDeclaration } from '../../../plan/topology/functions';
import type { QueueDeclaration } from '../../../plan/topology/queues';
import type { TableDeclaration } from '../../../plan/topology/tables';
import type { Topology } from '../../../plan/topology/topology';

/** The resources on a photo's path, found by their connections. */
export interface PipelineParts {
  readonly sourceBucket: BucketDeclaration;
  readonly processedBucket: BucketDeclaration;
  readonly table: TableDeclaration;
  readonly uploadsQueue: QueueDeclaration;
  readonly deadLetterQueue: QueueDeclaration | undefined;
  readonly mapping: EventSourceMappingDeclaration;
  /** The function that the queue feeds. */
  readonly processor: FunctionDeclaration;
  readonly apiFunction: FunctionDeclaration | undefined;
}

/** @throws Error naming the part that the stacks do not declare */
export function pipelineParts({
  buckets,
  queues,
  tables,
  functions,
  eventSourceMappings,
}: Topology): PipelineParts {
  const mapping = required(eventSourceMappings[0], 'queue that feeds a function');
  const processor = required(
    functions.find(({ arn }) => arn === mapping.functionArn),
    'function that the queue feeds',
  );
  const uploadsQueue = required(
    queues.find(({ arn }) => arn === mapping.queueArn),
    'uploads queue',
  );
  const { SOURCE_BUCKET, PROCESSED_BUCKET, METADATA_TABLE } = processor.environment;
  return {
    mapping,
    processor,
    uploadsQueue,
    sourceBucket: required(
      buckets.find(({ name }) => name === SOURCE_BUCKET),
      'source bucket',
    ),
    processedBucket: required(
      buckets.find(({ name }) => name === PROCESSED_BUCKET),
      'processed bucket',
    ),
    table: required(
      tables.find(({ name }) => name === METADATA_TABLE),
      'table',
    ),
    deadLetterQueue: queues.find(({ arn }) => arn === uploadsQueue.redrive?.deadLetterTargetArn),
    apiFunction: functions.find(({ arn }) => arn !== processor.arn),
  };
}

function required<Part>(part: Part | undefined, what: string): Part {
  if (part === undefined) throw new Error(`The console cannot draw stacks without a ${what}.`);
  return part;
}
