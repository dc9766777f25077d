import { blockList, type Plan, type PlannedResource } from '../../plan/plan';
import { type WatchedMetric, whyUnpublished } from './published-metrics';

/** Finds alarms that can never notify anyone: they have no action, or nothing publishes their metric. */
export function alarmsCanFire(plan: Plan): string[] {
  return plan
    .resources('aws_cloudwatch_metric_alarm')
    .flatMap((alarm) => [...actionProblems(alarm, plan), ...metricProblems(alarm, plan)]);
}

function actionProblems(alarm: PlannedResource, plan: Plan): string[] {
  const topics = plan
    .referenced(alarm.attributes.alarm_actions, alarm)
    .filter(({ type }) => type === 'aws_sns_topic');
  if (topics.length > 0 && alarm.attributes.actions_enabled !== false) return [];
  return [
    `${alarm.address} has no action, so nobody would be notified. Add the alerts topic to its alarm actions.`,
  ];
}

function metricProblems(alarm: PlannedResource, plan: Plan): string[] {
  return metricsOf(alarm).flatMap((metric) => {
    const why = whyUnpublished(metric, alarm, plan);
    return why ? `${alarm.address} can never go off: ${why}.` : [];
  });
}

/** The metrics of an alarm, including those of its metric math. */
export function metricsOf({ attributes }: PlannedResource): WatchedMetric[] {
  const inMath = blockList(attributes.metric_query).flatMap(({ metric }) => blockList(metric));
  const alone = attributes.metric_name === undefined ? [] : [attributes];
  return [...alone, ...inMath].map((metric) => ({
    namespace: String(metric.namespace),
    name: String(metric.metric_name),
    dimensions: (metric.dimensions ?? {}) as WatchedMetric['dimensions'],
  }));
}
