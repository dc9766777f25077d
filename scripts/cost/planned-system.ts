import * as z from 'zod/mini';
import type { ImageEventType } from '../../lambda/domain/image-event';
import { ATTEMPTS_METRIC, METRICS } from '../../lambda/domain/metrics';
import type { Preset } from '../../lambda/domain/previews/preset';
import { defaultRecipe } from '../../lambda/domain/previews/recipe-book';
import { recipeBookOf, recipeVariables } from '../../lambda/runtime/recipe-settings';
import { retentionDays } from '../../lambda/runtime/setting-fields';
import type { Plan } from '../../plan/plan';
import type { Transition } from '../../plan/topology/buckets';
import type { FunctionDeclaration } from '../../plan/topology/functions';
import { type Pipeline, pipelineOf } from '../../plan/topology/pipeline';
import { readTopology, type Topology } from '../../plan/topology/topology';
import { webhooksOf } from '../../plan/topology/webhooks';

/** The parts of a plan that determine the bill and the capacity. */
export interface PlannedSystem {
  readonly processor: PlannedProcessor;
  readonly queue: PlannedQueue;
  readonly stores: PlannedStores;
  readonly events: PlannedEvents;
  readonly api: PlannedApi;
  readonly watching: PlannedWatching;
  /** The number of KMS keys that the stacks create. */
  readonly keys: number;
  /** The number of functions that the CDN calls for each request. Absent without a CDN. */
  readonly edgeFunctions?: number;
}

export interface PlannedFunction {
  readonly name: string;
  /** Megabytes. */
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  /** Whether X-Ray records its invocations. */
  readonly isTraced: boolean;
  /** Absent if its log group keeps lines indefinitely. */
  readonly logDays?: number;
}

/** The function that makes previews, and how the queue feeds it. */
export interface PlannedProcessor extends PlannedFunction {
  readonly batchSize: number;
  readonly batchingWindowSeconds: number;
  /** Maximum number of concurrent batches. */
  readonly maxConcurrency: number;
  readonly previews: PlannedPreviews;
  /** Absent if records are kept indefinitely. */
  readonly recordDays?: number;
}

/** The previews of an upload outside of folders with their own presets. */
export interface PlannedPreviews {
  readonly presets: readonly Pick<Preset, 'name' | 'width' | 'height' | 'fit' | 'formats'>[];
}

/** The uploads queue and its dead-letter queue. */
export interface PlannedQueue {
  readonly name: string;
  readonly deadLetterName: string;
  readonly visibilitySeconds: number;
  /** The number of receives after which a message becomes a dead letter. */
  readonly maxReceives: number;
  readonly longPollSeconds: number;
  readonly retentionSeconds: number;
}

export interface PlannedStores {
  /** Sorted by day. Absent for an imported bucket, whose owner pays for its contents. */
  readonly originals?: readonly Transition[];
  /** Absent if previews are kept indefinitely. */
  readonly previewDays?: number;
  readonly table: {
    /** The partition key of each index. */
    readonly indexKeys: readonly string[];
    readonly hasPointInTimeRecovery: boolean;
  };
}

export interface PlannedEvents {
  /** Whether S3 sends the source bucket's events to EventBridge, which bills for each. */
  readonly ofSourceBucket: boolean;
  /** Days that each archive keeps events. */
  readonly archiveDays: readonly number[];
  /** Messages to topics, and e-mails, for one finished photo. */
  readonly publications: number;
  readonly emails: number;
  /** The function that sends events to a webhook, and its queue's long poll. Absent without a webhook. */
  readonly webhook?: { readonly sender: PlannedFunction; readonly longPollSeconds: number };
}

export interface PlannedApi {
  readonly fn: PlannedFunction;
  /** Checks the tokens of people. Absent without sign-in. */
  readonly signIn?: PlannedFunction;
  readonly hasAccessLogs: boolean;
  /** Maximum number of requests a second. */
  readonly throttle: number;
}

export interface PlannedWatching {
  readonly alarms: number;
  readonly dashboards: number;
  /** Metrics that Darkroom's own code emits. */
  readonly metrics: number;
  /** Attempts within an hour after which the brake stops processing. Absent without a brake. */
  readonly maxImagesPerHour?: number;
}

/** @throws Error for a plan without one of the priced parts */
export function plannedSystem(plan: Plan): PlannedSystem {
  const topology = readTopology(plan);
  const pipeline = pipelineOf(topology);
  return {
    processor: plannedProcessor(pipeline),
    queue: plannedQueue(pipeline),
    stores: plannedStores(pipeline),
    events: plannedEvents(topology, pipeline),
    api: plannedApi(pipeline),
    watching: plannedWatching(topology, plan.resources('aws_cloudwatch_dashboard').length),
    keys: plan.resources('aws_kms_key').length,
    ...(topology.distributions[0] && {
      edgeFunctions: Object.keys(topology.distributions[0].functions).length,
    }),
  };
}

const plannedFunction = (fn: FunctionDeclaration): PlannedFunction => ({
  name: fn.name,
  memoryMb: fn.memoryMb,
  timeoutSeconds: fn.timeoutSeconds,
  isTraced: fn.tracing,
  ...(fn.logDays !== undefined && { logDays: fn.logDays }),
});

const variablesSchema = z.object({
  ...recipeVariables,
  METADATA_RETENTION_DAYS: z.optional(retentionDays),
});

function plannedProcessor({ processor, mapping }: Pipeline): PlannedProcessor {
  const { METADATA_RETENTION_DAYS: recordDays, ...settings } = variablesSchema.parse(processor.environment);
  const { presets } = defaultRecipe(recipeBookOf(settings)).recipe;
  return {
    ...plannedFunction(processor),
    batchSize: mapping.batchSize,
    batchingWindowSeconds: mapping.batchingWindow,
    maxConcurrency: declared(mapping.maximumConcurrency, 'maximum concurrency of the queue’s function'),
    previews: { presets },
    ...(recordDays !== undefined && { recordDays }),
  };
}

const plannedQueue = ({ uploadsQueue, deadLetterQueue }: Pipeline): PlannedQueue => ({
  name: uploadsQueue.name,
  deadLetterName: declared(deadLetterQueue, 'dead-letter queue').name,
  visibilitySeconds: uploadsQueue.visibilityTimeout,
  maxReceives: declared(uploadsQueue.redrive, 'redrive policy').maxReceiveCount,
  longPollSeconds: uploadsQueue.receiveWaitTime,
  retentionSeconds: uploadsQueue.retention,
});

const plannedStores = ({ sourceBucket, processedBucket, table }: Pipeline): PlannedStores => ({
  ...(!sourceBucket.imported && { originals: sourceBucket.transitions }),
  ...(processedBucket.expirationDays !== undefined && { previewDays: processedBucket.expirationDays }),
  table: {
    indexKeys: table.indexes.map(({ hashKey }) => hashKey),
    hasPointInTimeRecovery: table.hasPointInTimeRecovery,
  },
});

const FINISHED: ImageEventType = 'Image Processing Completed';

function plannedEvents(topology: Topology, pipeline: Pipeline): PlannedEvents {
  const { eventRules, eventArchives, topics } = topology;
  const webhooks = webhooksOf(topology);
  const targets = eventRules
    .filter(({ pattern }) => JSON.stringify(pattern).includes(JSON.stringify(FINISHED)))
    .flatMap((rule) => rule.targets);
  const notified = targets.flatMap((target) => topics.filter(({ arn }) => arn === target.arn));
  return {
    ofSourceBucket: pipeline.sourceBucket.eventBridge,
    archiveDays: eventArchives.map(({ retentionDays }) => retentionDays || Infinity),
    publications: notified.length,
    emails: notified.reduce((sum, { emails }) => sum + emails.length, 0),
    ...(webhooks && {
      webhook: {
        sender: plannedFunction(webhooks.sender),
        longPollSeconds: webhooks.queue.receiveWaitTime,
      },
    }),
  };
}

function plannedWatching({ alarms }: Topology, dashboards: number): PlannedWatching {
  const brake = alarms.find(({ metric }) => metric.name === ATTEMPTS_METRIC);
  const metrics = Object.keys(METRICS).length;
  return {
    alarms: alarms.length,
    dashboards,
    metrics: brake ? metrics + 1 : metrics,
    ...(brake && { maxImagesPerHour: brake.threshold }),
  };
}

function plannedApi({ restApi, apiFunction, signInFunction }: Pipeline): PlannedApi {
  const { hasAccessLogs, throttling } = declared(restApi, 'REST API');
  return {
    fn: plannedFunction(declared(apiFunction, 'function behind the REST API')),
    ...(signInFunction && { signIn: plannedFunction(signInFunction) }),
    hasAccessLogs,
    throttle: declared(throttling, 'throttling of the REST API').rate,
  };
}

function declared<Part>(part: Part | undefined, what: string): Part {
  if (part !== undefined) return part;
  throw new Error(`The plan has no ${what}, without which it cannot be priced.`);
}
