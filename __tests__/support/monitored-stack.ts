import type { Attributes } from '../../plan/read';
import { namedByPipeline, type SynthesizedDarkroom } from './synthesized-stack';

const ACCOUNT = '${data.aws_caller_identity.current.account_id}';

/** The names of the monitored resources in alarms and charts, in the environment `dev`. */
export function monitoredNames({ pipeline, storage }: SynthesizedDarkroom) {
  const functionName = (name: string) =>
    pipeline.reference('aws_lambda_function', 'function_name', { function_name: name });
  return {
    processor: functionName('image-processor-dev'),
    api: functionName('image-api-dev'),
    restApi: { ApiName: pipeline.reference('aws_api_gateway_rest_api', 'name'), Stage: 'v1' },
    table: namedByPipeline(storage, 'aws_dynamodb_table', 'name'),
    bus: pipeline.reference('aws_cloudwatch_event_bus', 'name'),
    queue: (name: string) => pipeline.reference('aws_sqs_queue', 'name', { name }),
    topic: (name: string) => pipeline.reference('aws_sns_topic', 'name', { name }),
    rule: (outcome: string) =>
      pipeline.reference('aws_cloudwatch_event_rule', 'name', { name: `image-processing-${outcome}-dev` }),
    bucket: (kind: 'uploads' | 'processed') =>
      namedByPipeline(storage, 'aws_s3_bucket', 'bucket', { bucket: `photo-${kind}-${ACCOUNT}-dev` }),
  };
}

/** A row of a chart: `[namespace, name, dimension, value, …, { label, stat }]`. */
export type MetricRow = readonly [string, string, ...(string | { label: string; stat: string })[]];

export interface Widget {
  readonly x: number;
  readonly y: number;
  readonly properties: Attributes & { readonly metrics: readonly MetricRow[] };
}

export interface DashboardBody {
  readonly start: string;
  readonly widgets: readonly Widget[];
}

export const dashboardOf = ({ pipeline }: SynthesizedDarkroom): DashboardBody =>
  JSON.parse(String(pipeline.resource('aws_cloudwatch_dashboard').dashboard_body));

export const rowsOf = ({ widgets }: DashboardBody): MetricRow[] =>
  widgets.flatMap(({ properties }) => properties.metrics);

export function dimensionsOf(row: MetricRow): Record<string, unknown> {
  const flat = row.slice(2, -1);
  return Object.fromEntries(flat.flatMap((name, i) => (i % 2 === 0 ? [[name, flat[i + 1]]] : [])));
}
