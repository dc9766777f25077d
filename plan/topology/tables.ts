import { z } from 'zod';
import type { AppliedPlan } from '../applied-plan';
import { block, declarationSchema, readDeclarations } from './declaration';

export interface TableKey {
  readonly hashKey: string;
  readonly rangeKey?: string;
}

export interface TableIndex extends TableKey {
  readonly name: string;
  readonly projection: 'ALL' | 'KEYS_ONLY' | 'INCLUDE';
  readonly nonKeyAttributes: readonly string[];
}

export interface TableDeclaration extends TableKey {
  readonly name: string;
  readonly attributes: readonly { readonly name: string; readonly type: 'S' | 'N' | 'B' }[];
  readonly indexes: readonly TableIndex[];
  /** The attribute with the expiry of an item in epoch seconds. */
  readonly ttlAttribute?: string;
  readonly hasPointInTimeRecovery: boolean;
}

const index = z
  .strictObject({
    name: z.string(),
    hash_key: z.string(),
    range_key: z.string().optional(),
    projection_type: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
    non_key_attributes: z.array(z.string()).default([]),
  })
  .transform(
    (read): TableIndex => ({
      name: read.name,
      hashKey: read.hash_key,
      ...(read.range_key && { rangeKey: read.range_key }),
      projection: read.projection_type,
      nonKeyAttributes: read.non_key_attributes,
    }),
  );

const table = declarationSchema(
  {
    name: z.string(),
    billing_mode: z.literal('PAY_PER_REQUEST', 'only PAY_PER_REQUEST is supported'),
    hash_key: z.string(),
    range_key: z.string().optional(),
    attribute: z.array(z.strictObject({ name: z.string(), type: z.enum(['S', 'N', 'B']) })),
    global_secondary_index: z.array(index).default([]),
    point_in_time_recovery: block(z.object({ enabled: z.boolean() })).optional(),
    ttl: block(z.strictObject({ attribute_name: z.string(), enabled: z.boolean() })).optional(),
  },
  {
    deletion_protection_enabled: 'nothing is destroyed',
    server_side_encryption: 'nothing is encrypted at rest',
    stream_enabled: 'nothing reads the stream',
    stream_view_type: 'nothing reads the stream',
  },
);

export function readTables(plan: AppliedPlan): TableDeclaration[] {
  return readDeclarations(plan, 'aws_dynamodb_table', table, (read) => ({
    name: read.name,
    hashKey: read.hash_key,
    ...(read.range_key && { rangeKey: read.range_key }),
    attributes: read.attribute,
    indexes: read.global_secondary_index,
    hasPointInTimeRecovery: read.point_in_time_recovery?.enabled ?? false,
    ...(read.ttl?.enabled && { ttlAttribute: read.ttl.attribute_name }),
  }));
}
