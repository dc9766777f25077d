import type { S3Client } from '@aws-sdk/client-s3';
import type { Topology } from '../../plan/topology/topology';
import type { ActivityLog } from '../foundation/activity-log';
import type { Authorizer } from '../iam/authorizer';
import type { Monitoring } from '../monitoring/monitoring';
import { bucketOrigin } from './bucket-origin';
import { Edge } from './edge';

export interface EdgeServices {
  readonly authorizer: Authorizer;
  readonly monitoring: Pick<Monitoring, 'aws'>;
  readonly s3: S3Client;
  readonly log: ActivityLog;
}

/** Creates the declared distribution, if there is one. */
export function startEdge(
  { distributions, place }: Topology,
  { authorizer, monitoring, s3, log }: EdgeServices,
): Edge | undefined {
  const [distribution] = distributions;
  if (!distribution || !place.edgeUrl) return undefined;
  return new Edge({
    distribution,
    url: place.edgeUrl,
    readOrigin: bucketOrigin({ distribution, s3, authorizer }),
    onAnswer: (status) => monitoring.aws.edgeAnswered({ distributionId: distribution.id, status }),
    onProblem: (problem) => log.problem(problem),
    now: Date.now,
  });
}
