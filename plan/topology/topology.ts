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
  readonly distributions: readonly DistributionDeclaration[];
  readonly roles: readonly RoleDeclaration[];
  readonly resourcePolicies: ResourcePolicies;
  /** The stacks' outputs by name. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

type Urls = Pick<Place, 'endpoint' | 'apiUrl' | 'edgeUrl'>;

/** For readers to whom it makes no difference where the plan is applied. */
const NOWHERE: Urls = { endpoint: 'http://nowhere.invalid', apiUrl: 'http://nowhere.invalid/api' };

/**
 * Reads what a plan declares as if it had been applied to the twin.
 * @param urls where the twin answers, without a slash at the end
 * @throws UnsupportedDeclarationError naming the resource and attribute that the twin cannot honour
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

/** The region of the stacks, apart from one that has nothing but a CDN: CloudFront has a region of its own. */
function mainRegion({ stacks }: Plan): string {
  const regions = new Set(
    stacks.filter(({ json }) => !json.resource?.aws_cloudfront_distribution).map(regionOf),
  );
  const [region] = regions;
  if (regions.size !== 1 || region === undefined)
    throw new Error(`The stacks must share one region, not ${[...regions].join(', ')}`);
  return region;
}
