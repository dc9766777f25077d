import { DAY_SECONDS } from '../../../lambda/domain/days';
import type { PlannedSystem } from '../planned-system';
import type { UploadTerms, Workload } from '../workload';
import { GB, type ServiceUsage, serviceUsage } from './service-usage';

/** Bytes that Lambda logs per invocation, and Darkroom per upload including its metrics. Estimates. */
const INVOCATION_BYTES = 900;
const UPLOAD_BYTES = 1100;
const ACCESS_BYTES = 350;

/** X-Ray records the first request of each second, and this share of the others. Source: AWS Lambda Developer Guide, "Visualize Lambda function invocations using AWS X-Ray". */
const SAMPLED_SHARE = 0.05;

export function cloudWatchUsage(system: PlannedSystem, terms: UploadTerms): ServiceUsage {
  const { watching, processor, api } = system;
  const gbPerUpload = (INVOCATION_BYTES / terms.batchFill + UPLOAD_BYTES) / GB;
  const gbPerRequest = (INVOCATION_BYTES + (api.hasAccessLogs ? ACCESS_BYTES : 0)) / GB;
  return serviceUsage('CloudWatch', {
    perUpload: { cloudWatchLogGb: gbPerUpload },
    perRead: { cloudWatchLogGb: gbPerRequest },
    perProcess: { cloudWatchLogGb: gbPerRequest + (INVOCATION_BYTES + UPLOAD_BYTES) / GB },
    standing: {
      cloudWatchAlarmMonth: watching.alarms,
      cloudWatchDashboardMonth: watching.dashboards,
      cloudWatchMetricMonth: watching.metrics,
    },
    stored: [
      {
        unit: 'cloudWatchLogGbMonth',
        quantity: gbPerUpload,
        fromDay: 0,
        untilDay: processor.logDays ?? Infinity,
      },
    ],
  });
}

export const xRayUsage = (
  { processor, api }: PlannedSystem,
  workload: Workload,
  { batchFill }: UploadTerms,
): ServiceUsage =>
  serviceUsage('X-Ray', {
    perUpload: processor.isTraced
      ? { xRayTrace: sampledShare(workload.uploadsPerDay / batchFill) / batchFill }
      : {},
    perRead: api.fn.isTraced ? { xRayTrace: sampledShare(workload.readsPerDay) } : {},
    perProcess: api.fn.isTraced ? { xRayTrace: sampledShare(workload.processesPerDay ?? 0) } : {},
  });

/** The share of evenly distributed requests that X-Ray records. */
export function sampledShare(requestsPerDay: number): number {
  const perSecond = requestsPerDay / DAY_SECONDS;
  return perSecond <= 1 ? 1 : (1 + SAMPLED_SHARE * (perSecond - 1)) / perSecond;
}
