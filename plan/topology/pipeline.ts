import type { BucketDeclaration } from './buckets';
import type { EventSourceMappingDeclaration } from './event-source-mappings';
import { type FunctionDeclaration, invokedIn } from './functions';
import type { QueueDeclaration } from './queues';
import type { RestApiDeclaration } from './rest-apis';
import type { TableDeclaration } from './tables';
import type { Topology } from './topology';

/** The resources on the path of a photo, identified by their connections and not by their names. */
export interface Pipeline {
  readonly sourceBucket: BucketDeclaration;
  readonly processedBucket: BucketDeclaration;
  readonly table: TableDeclaration;
  readonly uploadsQueue: QueueDeclaration;
  readonly deadLetterQueue: QueueDeclaration | undefined;
  readonly mapping: EventSourceMappingDeclaration;
  /** The function that the queue feeds. */
  readonly processor: FunctionDeclaration;
  readonly restApi: RestApiDeclaration | undefined;
  /** The function behind the REST API. */
  readonly apiFunction: FunctionDeclaration | undefined;
  /** The function that checks tokens for the REST API. */
  readonly signInFunction: FunctionDeclaration | undefined;
}

/** @throws Error if the stacks do not declare a required part exactly once */
export function pipelineOf(topology: Topology): Pipeline {
  const { buckets, queues, tables, functions, eventSourceMappings } = topology;
  const makesPreviews = (functionArn: string): boolean =>
    functions.some(
      ({ arn, environment }) => arn === functionArn && environment.PROCESSED_BUCKET !== undefined,
    );
  const mapping = only(
    eventSourceMappings.filter(({ functionArn }) => makesPreviews(functionArn)),
    'queue that feeds a function with previews to make',
  );
  const processor = only(
    functions.filter(({ arn }) => arn === mapping.functionArn),
    'function that the queue feeds',
  );
  const uploadsQueue = only(
    queues.filter(({ arn }) => arn === mapping.queueArn),
    'uploads queue',
  );
  const { SOURCE_BUCKET, PROCESSED_BUCKET, METADATA_TABLE } = processor.environment;
  const [restApi] = topology.restApis;
  return {
    mapping,
    processor,
    uploadsQueue,
    sourceBucket: only(
      buckets.filter(({ name }) => name === SOURCE_BUCKET),
      'source bucket',
    ),
    processedBucket: only(
      buckets.filter(({ name }) => name === PROCESSED_BUCKET),
      'processed bucket',
    ),
    table: only(
      tables.filter(({ name }) => name === METADATA_TABLE),
      'table',
    ),
    deadLetterQueue: queues.find(({ arn }) => arn === uploadsQueue.redrive?.deadLetterTargetArn),
    restApi,
    apiFunction: invokedIn(restApi?.document.paths, functions)[0],
    signInFunction: invokedIn(restApi?.document.components, functions)[0],
  };
}

function only<Part>(parts: readonly Part[], what: string): Part {
  const [first] = parts;
  if (first !== undefined && parts.length === 1) return first;
  throw new Error(`The stacks must declare one ${what}, not ${parts.length}.`);
}
