import type { Plan, PlannedResource } from '../../plan/plan';
import { type WatchedMetric, whyUnpublished } from './published-metrics';

interface Widget {
  readonly properties: { readonly title?: string; readonly metrics?: readonly (readonly unknown[])[] };
}

/** Finds charts of metrics that nothing publishes. They would always be empty, as if nothing were wrong. */
export function widgetsShowSomething(plan: Plan): string[] {
  return plan.resources('aws_cloudwatch_dashboard').flatMap((dashboard) => {
    const { widgets } = JSON.parse(String(dashboard.attributes.dashboard_body)) as { widgets: Widget[] };
    return widgets.flatMap((widget) => problems(widget, dashboard, plan));
  });
}

function problems({ properties }: Widget, dashboard: PlannedResource, plan: Plan): string[] {
  return (properties.metrics ?? []).flatMap((row) => {
    const metric = metricOf(row);
    const why = metric && whyUnpublished(metric, dashboard, plan);
    return why ? `${dashboard.address}, chart "${properties.title}", would always be empty: ${why}.` : [];
  });
}

/**
 * The metric of a row. A row consists of namespace, metric name, alternating dimension names and values, and options. A
 * row with only options is an expression over other rows. Source: CloudWatch, "Dashboard body structure and syntax".
 */
function metricOf(row: readonly unknown[]): WatchedMetric | undefined {
  const [namespace, name, ...pairs] = row.filter((part) => typeof part === 'string');
  if (namespace === undefined || name === undefined) return undefined;
  const names = pairs.filter((_, index) => index % 2 === 0);
  const dimensions = Object.fromEntries(names.map((each, index) => [each, pairs[index * 2 + 1] ?? '']));
  return { namespace, name, dimensions };
}
