import type { Plan, PlannedResource } from '../../plan/plan';
import { metricsOf } from './alarms-can-fire';
import { indexNames } from './published-metrics';

const THROTTLE_METRICS = ['WriteThrottleEvents', 'ReadThrottleEvents'];

/**
 * Finds indexes without alarms on throttling. The metrics of a table do not include its indexes, which are often
 * throttled first.
 */
export function indexThrottlesAreSeen(plan: Plan): string[] {
  return plan
    .resources('aws_dynamodb_table')
    .flatMap((table) =>
      indexNames(table).flatMap((index) =>
        THROTTLE_METRICS.filter((metric) => !isAlarmed(plan, table, index, metric)).map(
          (metric) =>
            `${table.address} has the index ${index} without an alarm on its ${metric}: the table's own metric leaves indexes out. Add an alarm with the dimension GlobalSecondaryIndexName.`,
        ),
      ),
    );
}

const isAlarmed = (plan: Plan, table: PlannedResource, index: string, metric: string): boolean =>
  plan
    .resources('aws_cloudwatch_metric_alarm')
    .some((alarm) =>
      metricsOf(alarm).some(
        ({ name, dimensions }) =>
          name === metric &&
          dimensions.GlobalSecondaryIndexName === index &&
          plan.refers(dimensions.TableName, alarm, table),
      ),
    );
