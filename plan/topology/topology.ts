import { AppliedPlan, regionOf } from '../applied-plan';
import { ACCOUNT_ID, type Place } from '../computed-attributes';
import type { Plan } from '../plan';
import { type AlarmDeclaration, readAlarms } from './alarms';
import { type BucketDeclaration, readBuckets } from './buckets';
import { type DistributionDeclaration, readDistributions } from './distributions';
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

/**
 * The resources that the synthesized stacks declare, and that the twin creates. It is the only source of names and
 * sizes.
 */
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
  readonly distributions: readonly DistributionDeclaration[];
  readonly roles: readonly RoleDeclaration[];
  readonly resourcePolicies: ResourcePolicies;
  /** The outputs of the stacks, by name. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

type Urls = Pick<Place, 'endpoint' | 'apiUrl' | 'edgeUrl'>;

/** The URLs for readers that do not call the endpoints. */
const NOWHERE: Urls = { endpoint: 'http://nowhere.invalid', apiUrl: 'http://nowhere.invalid/api' };

/**
 * Reads the resources of a plan, with the values that they have in the twin.
 * @param urls the base URLs of the twin, without trailing slashes
 * @throws UnsupportedDeclarationError with the resources and attributes that the twin does not support
 */
export function readTopology(plan: Plan, urls: Urls = NOWHERE): Topology {
  const place: Place = { accountId: ACCOUNT_ID, region: mainRegion(plan), ...urls };
  const applied = new AppliedPlan(plan, place);
  const topology = {
    place,
    buckets: readBuckets(applied),
    queues: readQueues(applied),
    tables: readTables(applied),
    functions: readFunctions(applied),
    eventSourceMappings: readEventSourceMappings(applied),
    eventBuses: readEventBuses(applied),
    eventRules: readEventRules(applied),
    eventArchives: readEventArchives(applied),
    topics: readTopics(applied),
    alarms: readAlarms(applied),
    restApis: readRestApis(applied),
    distributions: readDistributions(applied),
    roles: readRoles(applied),
    resourcePolicies: readResourcePolicies(applied),
    outputs: applied.outputs(),
  };
  refuseOtherResources(applied);
  return topology;
}

/** The region of the stacks, except for the stack of the CDN, which is always in us-east-1. */
function mainRegion({ stacks }: Plan): string {
  const regions = new Set(
    stacks.filter(({ json }) => !json.resource?.aws_cloudfront_distribution).map(regionOf),
  );
  const [region] = regions;
  if (regions.size !== 1 || region === undefined)
    throw new Error(`The stacks must share one region, not ${[...regions].join(', ')}`);
  return region;
}
