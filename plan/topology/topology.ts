import { ACCOUNT_ID, type Place } from '../computed-attributes';
import type { SynthesizedStack } from '../read';
import { TerraformDocument } from '../terraform-document';
import { type AlarmDeclaration, readAlarms } from './alarms';
import { type BucketDeclaration, readBuckets } from './buckets';
import { type EventArchiveDeclaration, readEventArchives } from './event-archives';
import { type EventBusDeclaration, readEventBuses } from './event-buses';
import { type EventRuleDeclaration, readEventRules } from './event-rules';
import { type EventSourceMappingDeclaration, readEventSourceMappings } from './event-source-mappings';
import { type FunctionDeclaration, readFunctions } from './functions';
import { refuseOtherResources } from './other-resources';
import { type ResourcePolicies, type RoleDeclaration, readResourcePolicies, readRoles } from './policies';
import { type QueueDeclaration, readQueues } from './queues';
import { type RestApiDeclaration, readRestApis } from './rest-apis';
import { readTables, type TableDeclaration } from './tables';
import { readTopics, type TopicDeclaration } from './topics';

/** What the synthesized stacks declare and the twin brings up. No name or size is known from elsewhere. */
export interface Topology {
  readonly place: Place;
  readonly buckets: readonly BucketDeclaration[];
  readonly queues: readonly QueueDeclaration[];
  readonly tables: readonly TableDeclaration[];
  readonly functions: readonly FunctionDeclaration[];
  readonly eventSourceMappings: readonly EventSourceMappingDeclaration[];
  readonly eventBuses: readonly EventBusDeclaration[];
  readonly eventRules: readonly EventRuleDeclaration[];
  readonly eventArchives: readonly EventArchiveDeclaration[];
  readonly topics: readonly TopicDeclaration[];
  readonly alarms: readonly AlarmDeclaration[];
  readonly restApis: readonly RestApiDeclaration[];
  readonly roles: readonly RoleDeclaration[];
  readonly resourcePolicies: ResourcePolicies;
  /** The stacks' outputs by name. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

const UNDERSTOOD = [
  'aws_api_gateway_method_settings',
  'aws_api_gateway_rest_api',
  'aws_api_gateway_stage',
  'aws_cloudwatch_event_archive',
  'aws_cloudwatch_event_bus',
  'aws_cloudwatch_event_rule',
  'aws_cloudwatch_event_target',
  'aws_cloudwatch_metric_alarm',
  'aws_dynamodb_table',
  'aws_iam_role',
  'aws_iam_role_policy',
  'aws_lambda_event_source_mapping',
  'aws_lambda_function',
  'aws_lambda_permission',
  'aws_s3_bucket',
  'aws_s3_bucket_cors_configuration',
  'aws_s3_bucket_notification',
  'aws_s3_bucket_policy',
  'aws_s3_bucket_versioning',
  'aws_sns_topic',
  'aws_sns_topic_policy',
  'aws_sns_topic_subscription',
  'aws_sqs_queue',
  'aws_sqs_queue_policy',
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
    eventRules: readEventRules(document),
    eventArchives: readEventArchives(document),
    topics: readTopics(document),
    alarms: readAlarms(document),
    restApis: readRestApis(document),
    roles: readRoles(document),
    resourcePolicies: readResourcePolicies(document),
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
