import type { Plan } from '../../../plan/plan';
import { PROJECT } from '../../../stacks/names';
import { type DeploymentPlace, SERVICE_RIGHTS } from './service-rights';

export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly PolicyStatement[];
}

/** Actions that AWS does not restrict to a resource. */
const WITHOUT_RESOURCE = [
  'sts:GetCallerIdentity',
  'kms:CreateKey',
  'kms:ListAliases',
  'logs:DescribeLogGroups',
  'lambda:CreateEventSourceMapping',
  'lambda:ListEventSourceMappings',
  'lambda:GetAccountSettings',
  'servicequotas:GetServiceQuota',
];

/**
 * The rights that a role needs to deploy, change and destroy the stacks of a plan, and to keep their state.
 * @throws Error for a type of resource without known rights
 */
export function deployPolicy(plan: Plan, place: DeploymentPlace): PolicyDocument {
  const types = new Set(plan.managed.map(({ type }) => type));
  const unknown = [...types].filter(
    (type) => !Object.values(SERVICE_RIGHTS).some((of) => of.types.test(type)),
  );
  if (unknown.length > 0) {
    throw new Error(`The rights for ${unknown.join(', ')} are not known. Add them to service-rights.ts.`);
  }
  const used = Object.entries(SERVICE_RIGHTS).filter(([, { types: of }]) =>
    [...types].some((type) => of.test(type)),
  );
  return {
    Version: '2012-10-17',
    Statement: [
      ...stateStatements(place),
      ...used.map(([Sid, { actions, resources }]) => allow(Sid, actions, resources(place))),
      allow('WithoutResource', WITHOUT_RESOURCE, ['*']),
    ],
  };
}

/** Terraform reads, writes and locks the state of this environment only. */
function stateStatements({ stateBucket, environment }: DeploymentPlace): PolicyStatement[] {
  const bucket = `arn:aws:s3:::${stateBucket}`;
  return [
    allow('StateBucket', ['s3:GetBucketLocation', 's3:GetBucketVersioning', 's3:ListBucket'], [bucket]),
    allow(
      'State',
      ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'],
      [`${bucket}/${PROJECT}/${environment}/*`],
    ),
  ];
}

const allow = (Sid: string, Action: readonly string[], Resource: readonly string[]): PolicyStatement => ({
  Sid,
  Effect: 'Allow',
  Action,
  Resource,
});
