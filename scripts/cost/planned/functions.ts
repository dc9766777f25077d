import { z } from 'zod';
import type { PreviewFormat, PreviewSize } from '../../../lambda/domain/previews/preview-recipe';
import { previewFormat, previewSizes } from '../../../lambda/runtime/setting-fields';
import { blockList, type Plan, type PlannedResource } from '../../../plan/plan';
import { numberOf, only } from './only';

/** What of a function decides its price. */
export interface PlannedFunction {
  readonly name: string;
  readonly address: string;
  /** Megabytes. */
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  /** Whether X-Ray records its invocations. */
  readonly isTraced: boolean;
  /** Absent where its log group keeps lines for ever. */
  readonly logDays?: number;
}

/** The function that makes previews, and how the queue feeds it. */
export interface PlannedProcessor extends PlannedFunction {
  readonly batchSize: number;
  readonly batchingWindowSeconds: number;
  /** Batches at work at the same time. */
  readonly maxConcurrency: number;
  readonly previews: PlannedPreviews;
  /** Absent where records are kept for ever. */
  readonly recordDays?: number;
}

export interface PlannedPreviews {
  readonly PREVIEW_SIZES: readonly PreviewSize[];
  readonly PREVIEW_FORMAT: PreviewFormat;
}

const variablesSchema = z.object({
  PREVIEW_SIZES: z.string().pipe(previewSizes),
  PREVIEW_FORMAT: z.string().pipe(previewFormat),
  METADATA_RETENTION_DAYS: z.coerce.number().optional(),
});

const scalingSchema = z.object({ maximum_concurrency: z.number() });

/** The function at the end of the queue. */
export const processorResource = (plan: Plan): PlannedResource => {
  const mapping = only(plan, 'aws_lambda_event_source_mapping');
  return only(plan, 'aws_lambda_function', (fn) =>
    plan.refers(mapping.attributes.function_name, mapping, fn),
  );
};

export function plannedProcessor(plan: Plan): PlannedProcessor {
  const mapping = only(plan, 'aws_lambda_event_source_mapping');
  const fn = processorResource(plan);
  const { METADATA_RETENTION_DAYS: recordDays, ...previews } = variablesSchema.parse(variablesOf(fn));
  return {
    ...plannedFunction(plan, fn),
    batchSize: numberOf(mapping, 'batch_size'),
    batchingWindowSeconds: numberOf(mapping, 'maximum_batching_window_in_seconds'),
    maxConcurrency: scalingSchema.parse(blockList(mapping.attributes.scaling_config)[0]).maximum_concurrency,
    previews,
    ...(recordDays !== undefined && { recordDays }),
  };
}

/** The function behind the REST API. */
export function plannedApiFunction(plan: Plan): PlannedFunction {
  const permission = only(plan, 'aws_lambda_permission');
  const fn = only(plan, 'aws_lambda_function', (candidate) =>
    plan.refers(permission.attributes.function_name, permission, candidate),
  );
  return plannedFunction(plan, fn);
}

function plannedFunction(plan: Plan, fn: PlannedResource): PlannedFunction {
  const [logging] = blockList(fn.attributes.logging_config);
  const [tracing] = blockList(fn.attributes.tracing_config);
  const group = only(plan, 'aws_cloudwatch_log_group', (one) => plan.refers(logging?.log_group, fn, one));
  return {
    name: String(fn.attributes.function_name),
    address: fn.address,
    memoryMb: numberOf(fn, 'memory_size'),
    timeoutSeconds: numberOf(fn, 'timeout'),
    isTraced: tracing?.mode === 'Active',
    ...retentionOf(group),
  };
}

const retentionOf = (group: PlannedResource): { logDays?: number } =>
  group.attributes.retention_in_days === undefined ? {} : { logDays: numberOf(group, 'retention_in_days') };

export const variablesOf = (fn: PlannedResource): Readonly<Record<string, string>> =>
  Object.assign({}, blockList(fn.attributes.environment)[0]?.variables);
