import type { Outcome } from '../domain/outcome';
import type { Telemetry } from './dependencies';
import { countOutcome } from './outcome-metrics';

/** Logs and counts one outcome. */
export function reportOutcome(
  upload: { readonly key: string; readonly versionId?: string },
  outcome: Outcome,
  { logger, metrics }: Telemetry,
): void {
  const { record } = outcome;
  countOutcome(outcome, metrics);
  logger.info(`Upload ${outcome.kind}`, {
    key: upload.key,
    imageId: record?.imageId,
    versionId: upload.versionId,
    durationMs: record?.durationMs,
    timings: record?.timings,
    error: record?.error,
  });
}
