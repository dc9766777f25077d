import type { PlannedSystem } from '../planned-system';
import { fileCount, previewBytes } from '../processing-time';
import { DAYS_PER_MONTH, type Workload } from '../workload';
import { GB, type ServiceUsage, serviceUsage } from './service-usage';

/** The share of requests that no cache can answer. An estimate: each location fetches a preview once. */
const MISS_SHARE = 0.1;

/** Requests for previews and invalidations. Transfer from S3 to CloudFront is free. */
export function cloudFrontUsage(
  { processor: { previews }, edgeFunctions }: PlannedSystem,
  { viewsPerDay = 0, deletionsPerDay = 0 }: Pick<Workload, 'viewsPerDay' | 'deletionsPerDay'>,
): ServiceUsage[] {
  if (edgeFunctions === undefined) return [];
  const views = viewsPerDay * DAYS_PER_MONTH;
  const bytes = previewBytes(previews) / fileCount(previews);
  return [
    serviceUsage('CloudFront', {
      standing: {
        cloudFrontRequest: views,
        cloudFrontGb: (views * bytes) / GB,
        cloudFrontFunctionCall: views * edgeFunctions,
        s3StandardGet: views * MISS_SHARE,
        cloudFrontInvalidationPath: deletionsPerDay * DAYS_PER_MONTH,
      },
    }),
  ];
}
