/** Where an environment is deployed. */
export interface DeploymentPlace {
  readonly accountId: string;
  readonly region: string;
  readonly environment: string;
  readonly stateBucket: string;
}

/** The actions of Terraform on the resources of one AWS service. */
export interface ServiceRights {
  /** The Terraform resource types that need these rights. */
  readonly types: RegExp;
  readonly actions: readonly string[];
  readonly resources: (place: DeploymentPlace) => readonly string[];
}

/** The ARN patterns of a service's resources in one region and account. `ENV` stands for the environment. */
const inRegion =
  (service: string, ...names: readonly string[]) =>
  ({ region, accountId, environment }: DeploymentPlace): string[] =>
    names.map((name) => `arn:aws:${service}:${region}:${accountId}:${name.replaceAll('ENV', environment)}`);

const ROLE_ACTIONS = [
  'AttachRolePolicy',
  'CreateRole',
  'DeleteRole',
  'DeleteRolePolicy',
  'DetachRolePolicy',
  'GetRole',
  'GetRolePolicy',
  'ListAttachedRolePolicies',
  'ListInstanceProfilesForRole',
  'ListRolePolicies',
  'ListRoleTags',
  'PassRole',
  'PutRolePolicy',
  'TagRole',
  'UntagRole',
  'UpdateAssumeRolePolicy',
  'UpdateRole',
].map((action) => `iam:${action}`);

/**
 * Rights by service, limited to resources whose names contain the environment. If AWS generates the name, they apply to
 * the whole account.
 */
export const SERVICE_RIGHTS: Readonly<Record<string, ServiceRights>> = {
  Buckets: {
    types: /^aws_s3_bucket/,
    actions: ['s3:*'],
    resources: ({ accountId, environment }) =>
      ['', '/*'].map((objects) => `arn:aws:s3:::photo-*-${accountId}-${environment}${objects}`),
  },
  Table: {
    types: /^aws_dynamodb_table/,
    actions: ['dynamodb:*'],
    resources: inRegion('dynamodb', 'table/image-*-ENV', 'table/image-*-ENV/*'),
  },
  Queues: { types: /^aws_sqs_/, actions: ['sqs:*'], resources: inRegion('sqs', 'image-*-ENV') },
  Topics: {
    types: /^aws_sns_/,
    actions: ['sns:*'],
    resources: inRegion('sns', 'image-*-ENV', 'image-*-ENV:*'),
  },
  Functions: {
    types: /^aws_lambda_/,
    actions: ['lambda:*'],
    resources: inRegion('lambda', 'function:image-*-ENV', 'event-source-mapping:*'),
  },
  Logs: {
    types: /^aws_cloudwatch_log_/,
    actions: ['logs:*'],
    resources: inRegion(
      'logs',
      'log-group:/aws/lambda/image-*-ENV*',
      'log-group:/aws/apigateway/image-*-ENV*',
    ),
  },
  Events: {
    types: /^aws_cloudwatch_event_/,
    actions: ['events:*'],
    resources: inRegion('events', 'event-bus/image-*-ENV', 'rule/*image-*-ENV', 'archive/image-*-ENV'),
  },
  Alarms: {
    types: /^aws_cloudwatch_(metric_alarm|dashboard)/,
    actions: ['cloudwatch:*'],
    resources: (place) => [
      ...inRegion('cloudwatch', 'alarm:image-*-ENV')(place),
      `arn:aws:cloudwatch::${place.accountId}:dashboard/image-*-${place.environment}`,
    ],
  },
  Api: {
    types: /^aws_api_gateway_/,
    actions: ['apigateway:*'],
    resources: ({ region }) =>
      ['restapis', 'restapis/*', 'account', 'tags/*'].map((path) => `arn:aws:apigateway:${region}::/${path}`),
  },
  Roles: {
    types: /^aws_iam_role/,
    actions: ROLE_ACTIONS,
    resources: ({ accountId, environment }) => [`arn:aws:iam::${accountId}:role/image-*-${environment}`],
  },
  Key: { types: /^aws_kms_/, actions: ['kms:*'], resources: inRegion('kms', 'key/*', 'alias/darkroom-ENV') },
  Delivery: {
    types: /^aws_cloudfront_/,
    actions: ['cloudfront:*'],
    resources: ({ accountId }) =>
      [
        'cache-policy',
        'distribution',
        'function',
        'key-group',
        'origin-access-control',
        'public-key',
        'response-headers-policy',
      ].map((kind) => `arn:aws:cloudfront::${accountId}:${kind}/*`),
  },
  Budget: {
    types: /^aws_budgets_/,
    actions: ['budgets:*'],
    resources: ({ accountId, environment }) => [
      `arn:aws:budgets::${accountId}:budget/darkroom-${environment}`,
    ],
  },
};
