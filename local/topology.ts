import { ACCOUNT_ID, type Place } from './terraform/computed-attributes';
import type { SynthesizedStack } from './terraform/synthesized-stack';
import { TerraformDocument } from './terraform/terraform-document';
import { type BucketDeclaration, readBuckets } from './topology/buckets';
import { type EventBusDeclaration, readEventBuses } from './topology/event-buses';
import {
  type EventSourceMappingDeclaration,
  readEventSourceMappings,
} from './topology/event-source-mappings';
import { type FunctionDeclaration, readFunctions } from './topology/functions';
import { notRunHere, refuseOtherResources } from './topology/other-resources';
import { type QueueDeclaration, readQueues } from './topology/queues';
import { readTables, type TableDeclaration } from './topology/tables';

/** What the synthesized stacks declare and the twin brings up. No name or size is known from elsewhere. */
export interface Topology {
  readonly place: Place;
  readonly buckets: readonly BucketDeclaration[];
  readonly queues: readonly QueueDeclaration[];
  readonly tables: readonly TableDeclaration[];
  readonly functions: readonly FunctionDeclaration[];
  readonly eventSourceMappings: readonly EventSourceMappingDeclaration[];
  readonly eventBuses: readonly EventBusDeclaration[];
  /** What is declared and deployed but does nothing here, in a few words each. */
  readonly notRun: readonly string[];
  /** The stacks' outputs by name. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

const UNDERSTOOD = [
  'aws_cloudwatch_event_bus',
  'aws_dynamodb_table',
  'aws_lambda_event_source_mapping',
  'aws_lambda_function',
  'aws_s3_bucket',
  'aws_s3_bucket_cors_configuration',
  'aws_s3_bucket_notification',
  'aws_s3_bucket_versioning',
  'aws_sqs_queue',
];

/**
 * Reads what stacks declare as if they had been applied to the twin.
 * @param urls where the twin answers, without a slash at the end
 * @throws UnsupportedDeclarationError naming the resource and attribute that the twin cannot honour
 */
export function readTopology(
  stacks: readonly SynthesizedStack[],
  urls: Pick<Place, 'endpoint' | 'apiUrl'>,
): Topology {
  const place: Place = { accountId: ACCOUNT_ID, region: regionOf(stacks), ...urls };
  const document = new TerraformDocument(stacks, place);
  refuseOtherResources(document, UNDERSTOOD);
  return {
    place,
    buckets: readBuckets(document),
    queues: readQueues(document),
    tables: readTables(document),
    functions: readFunctions(document),
    eventSourceMappings: readEventSourceMappings(document),
    eventBuses: readEventBuses(document),
    notRun: notRunHere(document),
    outputs: document.outputs(),
  };
}

function regionOf(stacks: readonly SynthesizedStack[]): string {
  const regions = new Set(stacks.map(({ json }) => json.provider?.aws?.[0]?.region));
  const [region] = regions;
  if (regions.size !== 1 || !region)
    throw new Error(`The stacks must share one region, not ${[...regions].join(', ')}`);
  return region;
}
