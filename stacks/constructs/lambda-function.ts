import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { LambdaFunction as AwsLambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { AssetType, TerraformAsset } from 'cdktf';
import { Construct } from 'constructs';
import { ONE_VCPU_MEMORY_MB } from '../../lambda/domain/previews/memory-budget';
import type { Settings } from '../settings';
import { type PolicyStatement, policyDocument } from './policy-document';

export const WRITE_LOGS = ['logs:CreateLogStream', 'logs:PutLogEvents'] as const;
export const WRITE_TRACES = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'] as const;

const RUNTIME = 'nodejs22.x';

export interface LambdaFunctionProps {
  readonly name: string;
  readonly description: string;
  /** Absolute path of the function's zip. */
  readonly package: string;
  /** Seconds. */
  readonly timeout: number;
  /** What capability calls do not set. */
  readonly environment: Readonly<Record<string, string>>;
  readonly settings: Pick<Settings, 'LOG_LEVEL' | 'LOG_RETENTION_DAYS'>;
}

/**
 * A function with its log group and a role of its own that starts with logs and traces alone. Whatever
 * else it may do, the other constructs add to it (`table.grantReadWrite(fn)`).
 */
export class LambdaFunction extends Construct {
  readonly functionName: string;
  readonly functionArn: string;
  readonly invokeArn: string;
  readonly logGroupName: string;
  /** Seconds. */
  readonly timeout: number;
  /** What must exist before anything can run the function with all it needs. */
  readonly permissions: IamRolePolicy;

  private readonly statements: PolicyStatement[] = [];
  private readonly variables: Record<string, string> = {};
  private readonly lambda: AwsLambdaFunction;

  constructor(scope: Construct, id: string, props: LambdaFunctionProps) {
    super(scope, id);
    const { name, settings } = props;
    const logGroup = new CloudwatchLogGroup(this, 'log-group', {
      name: `/aws/lambda/${name}`,
      retentionInDays: settings.LOG_RETENTION_DAYS,
    });
    const role = new IamRole(this, 'role', { name, assumeRolePolicy: assumedByLambda });
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
      memorySize: ONE_VCPU_MEMORY_MB,
      timeout: props.timeout,
      tracingConfig: { mode: 'Active' },
      loggingConfig: {
        logFormat: 'JSON',
        logGroup: logGroup.name,
        applicationLogLevel: settings.LOG_LEVEL,
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

    for (const [variable, value] of Object.entries(props.environment)) this.setEnvironment(variable, value);
    this.allow({ Sid: 'WriteLogs', Action: WRITE_LOGS, Resource: `${logGroup.arn}:*` });
    // X-Ray knows no resource to name here.
    this.allow({ Sid: 'WriteTraces', Action: WRITE_TRACES, Resource: '*' });
  }

  /** Adds a statement to the function's role. A second one of the same purpose is taken for a mistake. */
  allow(statement: Omit<PolicyStatement, 'Effect' | 'Principal'>): void {
    if (this.statements.some(({ Sid }) => Sid === statement.Sid)) {
      throw new Error(`${this.node.path} was granted ${statement.Sid} already: grant it once`);
    }
    this.statements.push({ ...statement, Effect: 'Allow' });
    this.permissions.policy = policyDocument(this.statements);
  }

  /** Sets a variable of the function's environment. Setting one to two values is a mistake. */
  setEnvironment(variable: string, value: string): void {
    const present = this.variables[variable];
    if (present !== undefined && present !== value) {
      throw new Error(`${this.node.path} has ${variable} already, as ${present}: it cannot be ${value} too`);
    }
    this.variables[variable] = value;
    this.lambda.putEnvironment({ variables: { ...this.variables } });
  }
}

const assumedByLambda = policyDocument([
  {
    Sid: 'AssumedByLambda',
    Effect: 'Allow',
    Principal: { Service: 'lambda.amazonaws.com' },
    Action: 'sts:AssumeRole',
  },
]);
