import { z } from 'zod';
import { blockList, type Plan, type PlannedResource } from '../../../plan/plan';
import { processorResource, variablesOf } from './functions';
import { only } from './only';

/** Days of age at which an original goes to a colder storage class. */
export interface Transition {
  readonly days: number;
  readonly storageClass: 'STANDARD_IA' | 'GLACIER_IR';
}

export interface PlannedStores {
  /** Absent for an imported bucket, whose owner pays for what is in it. In the order of their days. */
  readonly originals?: readonly Transition[];
  /** Absent where previews are kept for ever. */
  readonly previewDays?: number;
  readonly table: PlannedTable;
}

export interface PlannedTable {
  /** The partition key of each index. */
  readonly indexKeys: readonly string[];
  readonly hasPointInTimeRecovery: boolean;
}

const rulesSchema = z.array(
  z.object({
    transition: z
      .array(z.object({ days: z.number(), storage_class: z.enum(['STANDARD_IA', 'GLACIER_IR']) }))
      .default([]),
    expiration: z.array(z.object({ days: z.number().optional() })).default([]),
  }),
);

export function plannedStores(plan: Plan): PlannedStores {
  const fn = processorResource(plan);
  const variables = variablesOf(fn);
  const [source] = bucketsNamed(plan, variables.SOURCE_BUCKET, fn);
  const [processed] = bucketsNamed(plan, variables.PROCESSED_BUCKET, fn);
  const previewDays = processed && rulesOf(plan, processed).flatMap(({ expiration }) => expiration)[0]?.days;
  return {
    ...(source && { originals: transitionsOf(plan, source) }),
    ...(previewDays !== undefined && { previewDays }),
    table: plannedTable(plan),
  };
}

const bucketsNamed = (plan: Plan, name: string | undefined, fn: PlannedResource): PlannedResource[] =>
  plan.referenced(name, fn).filter(({ type }) => type === 'aws_s3_bucket');

const transitionsOf = (plan: Plan, bucket: PlannedResource): Transition[] =>
  rulesOf(plan, bucket)
    .flatMap(({ transition }) => transition)
    .map(({ days, storage_class }) => ({ days, storageClass: storage_class }))
    .sort((a, b) => a.days - b.days);

function rulesOf(plan: Plan, bucket: PlannedResource): z.output<typeof rulesSchema> {
  const lifecycles = plan
    .resources('aws_s3_bucket_lifecycle_configuration')
    .filter((lifecycle) => plan.refers(lifecycle.attributes.bucket, lifecycle, bucket));
  return lifecycles.flatMap(({ attributes }) => rulesSchema.parse(blockList(attributes.rule)));
}

function plannedTable(plan: Plan): PlannedTable {
  const { attributes } = only(plan, 'aws_dynamodb_table');
  return {
    indexKeys: blockList(attributes.global_secondary_index).map(({ hash_key }) => String(hash_key)),
    hasPointInTimeRecovery: blockList(attributes.point_in_time_recovery)[0]?.enabled === true,
  };
}
