import type { PlannedSystem } from '../planned-system';
import type { UploadTerms, Workload } from '../workload';
import { cloudFrontUsage } from './cloudfront';
import { dynamoDbUsage } from './dynamodb';
import { eventBridgeUsage, snsUsage } from './events';
import { lambdaUsage } from './lambda';
import { s3Usage } from './s3';
import { type ServiceUsage, serviceUsage } from './service-usage';
import { sqsUsage } from './sqs';
import { cloudWatchUsage, xRayUsage } from './watching';

/** The usage of every billed service. */
export const servicesUsed = (
  system: PlannedSystem,
  workload: Workload,
  terms: UploadTerms,
): ServiceUsage[] => [
  s3Usage(system, workload),
  sqsUsage(system, terms),
  lambdaUsage(system, workload, terms),
  dynamoDbUsage(system, workload),
  eventBridgeUsage(system, workload),
  snsUsage(system),
  serviceUsage('API Gateway', { perRead: { apiGatewayRequest: 1 }, perProcess: { apiGatewayRequest: 1 } }),
  cloudWatchUsage(system, terms),
  xRayUsage(system, workload, terms),
  ...cloudFrontUsage(system, workload),
  ...(system.keys > 0 ? [serviceUsage('KMS', { standing: { kmsKeyMonth: system.keys } })] : []),
];
