import { z } from 'zod';
import type { AppliedPlan } from '../applied-plan';
import { declarationSchema, jsonText, readDeclarations } from './declaration';

export interface EventArchiveDeclaration {
  /** `stack/type.name`. */
  readonly address: string;
  readonly name: string;
  readonly busArn: string;
  /** Absent if the archive keeps all events. */
  readonly pattern?: unknown;
  /** 0 keeps events forever. */
  readonly retentionDays: number;
}

const archive = declarationSchema({
  name: z.string(),
  event_source_arn: z.string(),
  event_pattern: jsonText(z.unknown()).optional(),
  retention_days: z.number().default(0),
});

export const readEventArchives = (plan: AppliedPlan): EventArchiveDeclaration[] =>
  readDeclarations(plan, 'aws_cloudwatch_event_archive', archive, (read, { address }) => ({
    address,
    name: read.name,
    busArn: read.event_source_arn,
    retentionDays: read.retention_days,
    ...(read.event_pattern !== undefined && { pattern: read.event_pattern }),
  }));
