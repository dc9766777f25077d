import { join } from 'node:path';
import { z } from 'zod';
import type { AppliedPlan } from '../applied-plan';
import { block, declarationSchema, readAttributes, readDeclarations } from './declaration';

/** Levels of log lines, least important first. */
export const LOG_LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface FunctionDeclaration {
  readonly name: string;
  readonly arn: string;
  /** The ARN of the role with which the function calls AWS. */
  readonly roleArn: string;
  /** The major version of Node.js. */
  readonly nodeVersion: number;
  /** The absolute path of the deployment package. */
  readonly zip: string;
  /** `<module>.<export>`. */
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly logGroup: string;
  /** The retention of its log group in days; absent if logs are kept forever. */
  readonly logDays?: number;
  readonly logFormat: 'JSON' | 'Text';
  /** Lambda drops lines below this level. Only with JSON logs. */
  readonly applicationLogLevel?: LogLevel;
  /** Whether X-Ray traces calls. */
  readonly tracing: boolean;
}

const lambdaFunction = declarationSchema(
  {
    function_name: z.string(),
    role: z.string(),
    filename: z.string(),
    handler: z.string().regex(/^[\w./-]+\.\w+$/, 'must be <module>.<export>'),
    runtime: z.string().regex(/^nodejs\d+\.x$/, 'only Node.js functions are supported'),
    timeout: z.number().default(3),
    memory_size: z.number().default(128),
    package_type: z.literal('Zip').optional(),
    environment: block(z.strictObject({ variables: z.record(z.string(), z.string()) })).optional(),
    tracing_config: block(z.strictObject({ mode: z.enum(['Active', 'PassThrough']) })).optional(),
    logging_config: block(
      z.strictObject({
        log_format: z.enum(['JSON', 'Text']),
        log_group: z.string().optional(),
        application_log_level: z.enum(LOG_LEVELS).optional(),
        system_log_level: z.string().optional(),
      }),
    ).optional(),
  },
  {
    architectures: 'the twin runs the package for this machine',
    reserved_concurrent_executions: 'the number of processes is a setting of the twin',
    source_code_hash: 'the twin reads the package itself',
  },
);

const logGroup = declarationSchema(
  { name: z.string(), retention_in_days: z.number().optional() },
  { kms_key_id: 'nothing is encrypted at rest' },
);

export function readFunctions(plan: AppliedPlan): FunctionDeclaration[] {
  const groups = readAttributes(plan, 'aws_cloudwatch_log_group', logGroup);
  return readDeclarations(plan, 'aws_lambda_function', lambdaFunction, (read, resource) => {
    const group = read.logging_config?.log_group ?? `/aws/lambda/${read.function_name}`;
    const logDays = groups.find(({ name }) => name === group)?.retention_in_days;
    return {
      name: read.function_name,
      arn: resource.computed('arn'),
      roleArn: read.role,
      zip: join(resource.folder, read.filename),
      handler: read.handler,
      timeoutSeconds: read.timeout,
      memoryMb: read.memory_size,
      environment: read.environment?.variables ?? {},
      logGroup: group,
      ...(logDays !== undefined && { logDays }),
      logFormat: read.logging_config?.log_format ?? 'Text',
      ...(read.logging_config?.application_log_level && {
        applicationLogLevel: read.logging_config.application_log_level,
      }),
      nodeVersion: Number(read.runtime.replace(/\D/g, '')),
      tracing: read.tracing_config?.mode === 'Active',
    };
  });
}

/** The functions that a part of an OpenAPI document invokes. */
export const invokedIn = (
  document: unknown,
  functions: readonly FunctionDeclaration[],
): readonly FunctionDeclaration[] => {
  const text = JSON.stringify(document ?? {});
  return functions.filter(({ arn }) => text.includes(`${arn}/invocations`));
};
