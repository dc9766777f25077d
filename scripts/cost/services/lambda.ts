import type { PlannedSystem } from '../planned-system';
import type { UploadTerms } from '../workload';
import { type ServiceUsage, serviceUsage } from './service-usage';

const MB_PER_GB = 1024;

/** Milliseconds of the API function to read one image, most of them waiting for the table. An estimate. */
export const READ_MS = 30;

const gbSeconds = (ms: number, memoryMb: number): number => (ms / 1000) * (memoryMb / MB_PER_GB);

export const lambdaUsage = ({ processor, api }: PlannedSystem, terms: UploadTerms): ServiceUsage =>
  serviceUsage('Lambda', {
    perUpload: {
      lambdaRequest: 1 / terms.batchFill,
      lambdaArmGbSecond: gbSeconds(terms.ms, processor.memoryMb),
    },
    perRead: { lambdaRequest: 1, lambdaArmGbSecond: gbSeconds(READ_MS, api.fn.memoryMb) },
  });
