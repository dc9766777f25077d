import { z } from 'zod';
import type { AppliedPlan } from '../applied-plan';
import { block, declarationSchema, jsonText, readDeclarations } from './declaration';
import { DEFAULT_BUS } from './event-buses';

export interface InputTransformerDeclaration {
  /** JSON paths by their name in the template. */
  readonly inputPaths: Readonly<Record<string, string>>;
  readonly inputTemplate: string;
}

/** How long and how often EventBridge retries a delivery. */
export interface RetryPolicy {
  readonly maximumEventAgeSeconds: number;
  readonly maximumRetryAttempts: number;
}

export interface EventTargetDeclaration {
  readonly id: string;
  readonly arn: string;
  readonly inputTransformer?: InputTransformerDeclaration;
  readonly retryPolicy: RetryPolicy;
  readonly deadLetterArn?: string;
}

export interface EventRuleDeclaration {
  /** `stack/type.name`. */
  readonly address: string;
  readonly name: string;
  readonly arn: string;
  readonly busName: string;
  readonly pattern: unknown;
  readonly targets: readonly EventTargetDeclaration[];
}

const rule = declarationSchema({
  name: z.string(),
  event_bus_name: z.string().default(DEFAULT_BUS),
  event_pattern: jsonText(z.unknown()),
  state: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
});

const target = declarationSchema({
  rule: z.string(),
  event_bus_name: z.string().default(DEFAULT_BUS),
  target_id: z.string().default('target'),
  arn: z.string().regex(/^arn:aws:(sns|sqs):/, 'only topics and queues are supported'),
  input_transformer: block(
    z.strictObject({
      input_paths: z.record(z.string(), z.string()).default({}),
      input_template: z.string(),
    }),
  ).optional(),
  retry_policy: block(
    z.strictObject({
      maximum_event_age_in_seconds: z.number().optional(),
      maximum_retry_attempts: z.number().optional(),
    }),
  ).optional(),
  dead_letter_config: block(z.strictObject({ arn: z.string() })).optional(),
});

/** The defaults of EventBridge: 24 hours and 185 attempts. Source: EventBridge User Guide, "Event retry policy". */
const DEFAULT_AGE_SECONDS = 86_400;
const DEFAULT_ATTEMPTS = 185;

/** The enabled rules, each with its targets. */
export function readEventRules(plan: AppliedPlan): EventRuleDeclaration[] {
  const targets = readDeclarations(plan, 'aws_cloudwatch_event_target', target, (read) => ({
    rule: read.rule,
    busName: read.event_bus_name,
    declaration: targetOf(read),
  }));
  return readDeclarations(plan, 'aws_cloudwatch_event_rule', rule, (read, resource) => ({
    enabled: read.state === 'ENABLED',
    declaration: {
      address: resource.address,
      name: read.name,
      arn: resource.computed('arn'),
      busName: read.event_bus_name,
      pattern: read.event_pattern,
      targets: targets
        .filter((other) => other.rule === read.name && other.busName === read.event_bus_name)
        .map(({ declaration }) => declaration),
    },
  })).flatMap(({ enabled, declaration }) => (enabled ? [declaration] : []));
}

function targetOf(read: z.output<typeof target>): EventTargetDeclaration {
  const { input_transformer: transformer, retry_policy: retries, dead_letter_config: deadLetters } = read;
  return {
    id: read.target_id,
    arn: read.arn,
    ...(transformer && {
      inputTransformer: { inputPaths: transformer.input_paths, inputTemplate: transformer.input_template },
    }),
    retryPolicy: {
      maximumEventAgeSeconds: retries?.maximum_event_age_in_seconds ?? DEFAULT_AGE_SECONDS,
      maximumRetryAttempts: retries?.maximum_retry_attempts ?? DEFAULT_ATTEMPTS,
    },
    ...(deadLetters && { deadLetterArn: deadLetters.arn }),
  };
}
