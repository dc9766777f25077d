import { plannedSystem } from '../../../scripts/cost/planned-system';
import { withResources } from '../../support/plans';
import { darkroomWith, planWith } from './planned-darkroom';

describe('the parts of a plan that determine bill and capacity', () => {
  it('are read from the Terraform JSON', () => {
    const plan = planWith({ MAX_CONCURRENCY: '25', METADATA_RETENTION_DAYS: '30', LOG_RETENTION_DAYS: '14' });
    expect(plannedSystem(plan)).toMatchObject({
      processor: {
        name: 'image-processor-dev',
        memoryMb: 1769,
        timeoutSeconds: 60,
        batchSize: 4,
        maxConcurrency: 25,
        isTraced: true,
        logDays: 14,
        recordDays: 30,
        previews: { presets: expect.arrayContaining([expect.objectContaining({ formats: ['webp'] })]) },
      },
      queue: { visibilitySeconds: 360, maxReceives: 3, retentionSeconds: 4 * 86_400 },
      stores: {
        previewDays: 365,
        table: {
          indexKeys: ['processingStatus', 'userId', 'uploadDate'],
          hasPointInTimeRecovery: true,
        },
      },
      events: { ofSourceBucket: true, archiveDays: [30], publications: 1, emails: 0 },
      api: { fn: { name: 'image-api-dev' }, hasAccessLogs: true, throttle: 50 },
      watching: {
        alarms: plan.resources('aws_cloudwatch_metric_alarm').length,
        dashboards: 1,
      },
    });
  });

  it('include no access logs when they are off', () => {
    expect(darkroomWith({ API_ACCESS_LOGS: 'off' }).api.hasAccessLogs).toBe(false);
  });

  it('include no originals with an imported bucket, which sends its events to EventBridge', () => {
    const imported = darkroomWith({ SOURCE_BUCKET: 'family-photos' });
    expect(imported.stores.originals).toBeUndefined();
    expect(imported.events.ofSourceBucket).toBe(true);
  });
});

it('rejects an incomplete plan, and names the missing part', () => {
  const without = withResources(planWith(), ({ aws_lambda_event_source_mapping: _, ...others }) => others);
  expect(() => plannedSystem(without)).toThrow(
    'The stacks must declare one queue that feeds a function with previews to make, not 0.',
  );
});
