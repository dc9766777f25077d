import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { LambdaFunction as AwsLambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { AssetType, TerraformAsset } from 'cdktf';
import { Construct } from 'constructs';
import type { Settings } from '../settings';
import { assumedBy, type PolicyStatement, policyDocument } from './policy-document';
import * as rules from './prop-rules';
import { requireProps } from './require-props';
import { RUNTIME } from './runtime';

export const WRITE_LOGS = ['logs:CreateLogStream', 'logs:PutLogEvents'] as const;
export const WRITE_TRACES = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'] as const;

export interface LambdaFunctionProps {
  /** The name of the function, of its role, and of its log group below `/aws/lambda/`. */
  readonly name: string;
  /** A sentence for the Lambda console. */
  readonly description: string;
  /** The absolute path of the zip. */
  readonly package: string;
  /** Seconds, 1 to 900. */
  readonly timeout: number;
  /**
   * MB, 128 to 10240. The share of a vCPU is proportional to it.
   * @default 512 - for a function that only calls services
   */
  readonly memory?: number;
  /** Environment variables, except those that capability calls set. */
  readonly environment: Readonly<Record<string, string>>;
  /** The level and the retention of the logs. */
  readonly settings: Pick<Settings, 'LOG_LEVEL' | 'LOG_RETENTION_DAYS'>;
  /** The key that encrypts the logs. @default - a key of CloudWatch Logs */
  readonly encryptionKey?: { readonly keyArn: string } | undefined;
}

/**
 * Twice the largest memory that `image-api` used (233 MB, for a page of 100 images with ten previews each), and 0.29
 * vCPU. With it, one image takes 19 ms and a page of ten images 110 ms, instead of 16 and 60 ms with 1769 MB, a whole
 * vCPU. The function waits most of the time, for example in `POST /process`, and the cost of waiting is proportional
 * to memory.
 */
const DEFAULT_MEMORY_MB = 512;

/**
 * A function with its own log group and its own role. The role allows writing logs and traces. Other constructs add the
 * permissions that the function needs (`table.grantReadWrite(fn)`).
 */
export class LambdaFunction extends Construct {
  readonly functionName: string;
  readonly functionArn: string;
  readonly invokeArn: string;
  readonly logGroupName: string;
  /** Seconds. */
  readonly timeout: number;
  /** The policy that must exist before the function can run with all its permissions. */
  readonly permissions: IamRolePolicy;

  private readonly statements: PolicyStatement[] = [];
  private readonly variables: Record<string, string> = {};
  private readonly lambda: AwsLambdaFunction;

  constructor(scope: Construct, id: string, props: LambdaFunctionProps) {
    super(scope, id);
    requireProps(this, props, {
      name: rules.functionName,
      description: rules.functionDescription,
      package: rules.functionPackage,
      timeout: rules.functionTimeout,
      memory: rules.functionMemory.optional(),
    });
    const { name, settings } = props;
    const logGroup = new CloudwatchLogGroup(this, 'log-group', {
      name: `/aws/lambda/${name}`,
      retentionInDays: settings.LOG_RETENTION_DAYS,
      ...(props.encryptionKey && { kmsKeyId: props.encryptionKey.keyArn }),
    });
    const role = new IamRole(this, 'role', { name, assumeRolePolicy: assumedBy('Lambda') });
    this.permissions = new IamRolePolicy(this, 'permissions', { name, role: role.name, policy: '' });
    const code = new TerraformAsset(this, 'code', { path: props.package, type: AssetType.FILE });
    this.lambda = new AwsLambdaFunction(this, 'function', {
      functionName: name,
      description: props.description,
      role: role.arn,
      runtime: RUNTIME,
      architectures: ['arm64'],
      handler: 'handler.handler',
      filename: code.path,
      sourceCodeHash: createHash('sha256').update(readFileSync(props.package)).digest('base64'),
      memorySize: props.memory ?? DEFAULT_MEMORY_MB,
      timeout: props.timeout,
      tracingConfig: { mode: 'Active' },
      loggingConfig: {
        logFormat: 'JSON',
        logGroup: logGroup.name,
        applicationLogLevel: applicationLogLevel(settings),
        systemLogLevel: 'INFO',
      },
      environment: {},
      dependsOn: [this.permissions],
    });
    this.functionName = this.lambda.functionName;
    this.functionArn = this.lambda.arn;
    this.invokeArn = this.lambda.invokeArn;
    this.logGroupName = logGroup.name;
    this.timeout = props.timeout;

    // Stack traces refer to the source files. This makes a cold start 10 ms longer.
    this.setEnvironment('NODE_OPTIONS', '--enable-source-maps');
    for (const [variable, value] of Object.entries(props.environment)) this.setEnvironment(variable, value);
    this.allow({ Sid: 'WriteLogs', Action: WRITE_LOGS, Resource: `${logGroup.arn}:*` });
    // X-Ray does not support permissions on individual resources.
    this.allow({ Sid: 'WriteTraces', Action: WRITE_TRACES, Resource: '*' });
  }

  /**
   * Adds a statement to the policy of the role.
   * @throws Error if the policy already has a statement with this `Sid`
   */
  allow(statement: Omit<PolicyStatement, 'Effect' | 'Principal'>): void {
    if (this.statements.some(({ Sid }) => Sid === statement.Sid)) {
      throw new Error(`${this.node.path} already has the statement ${statement.Sid}: grant it once`);
    }
    this.statements.push({ ...statement, Effect: 'Allow' });
    this.permissions.policy = policyDocument(this.statements);
  }

  /**
   * Sets an environment variable of the function.
   * @throws Error if the variable already has another value
   */
  setEnvironment(variable: string, value: string): void {
    const present = this.variables[variable];
    if (present !== undefined && present !== value) {
      throw new Error(`${this.node.path} already has ${variable} = ${present}, so it cannot be ${value}`);
    }
    this.variables[variable] = value;
    this.lambda.putEnvironment({ variables: { ...this.variables } });
  }
}

/**
 * The level below which Lambda drops log lines. Metrics are log lines without a level, which Lambda treats as INFO,
 * so a higher level would drop them. The logger of the function itself applies `LOG_LEVEL`. Source: AWS Lambda
 * Developer Guide, "Log-level filtering".
 */
const applicationLogLevel = ({ LOG_LEVEL: level }: Pick<Settings, 'LOG_LEVEL'>): string =>
  level === 'DEBUG' ? 'DEBUG' : 'INFO';
