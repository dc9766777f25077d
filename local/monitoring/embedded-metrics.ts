import { z } from 'zod';
import { parsedJson } from '../../lambda/domain/parsed-json';
import type { MetricDatum } from './metric';

/** A line is marked as metrics, but CloudWatch could not read them. */
export class EmbeddedMetricError extends Error {
  override readonly name = 'EmbeddedMetricError';
}

/** CloudWatch User Guide, "Specification: Embedded metric format". */
const metadata = z.object({
  Timestamp: z.number(),
  CloudWatchMetrics: z.array(
    z.object({
      Namespace: z.string().min(1).max(1024),
      Dimensions: z.array(z.array(z.string().min(1)).max(30)),
      Metrics: z.array(z.object({ Name: z.string().min(1), Unit: z.string().optional() })).max(100),
    }),
  ),
});
const line = z.looseObject({ _aws: metadata });
const metricValues = z.union([z.number(), z.array(z.number()).min(1).max(100)]);

/**
 * The metrics in one line of a function's log, one for each set of dimensions. A line without `_aws` has none.
 * @throws EmbeddedMetricError naming the member that CloudWatch could not read
 */
export function embeddedMetrics(text: string): MetricDatum[] {
  if (!text.includes('"_aws"')) return [];
  const json = parsed(text);
  if (json === undefined) return [];
  const read = line.safeParse(json);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new EmbeddedMetricError(
      `Metrics in a log line are lost: ${issue?.path.join('.')}: ${issue?.message}`,
    );
  }
  const { _aws: aws, ...members } = read.data;
  return aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
    Metrics.flatMap(({ Name }) =>
      Dimensions.map((names) => ({
        namespace: Namespace,
        name: Name,
        dimensions: dimensionsOf(names, members),
        values: valuesOf(Name, members),
        timestamp: aws.Timestamp,
      })),
    ),
  );
}

function parsed(text: string): unknown {
  const json = parsedJson(text.slice(text.indexOf('{')));
  return json !== null && typeof json === 'object' && '_aws' in json ? json : undefined;
}

type Members = Readonly<Record<string, unknown>>;

function dimensionsOf(names: readonly string[], members: Members): Record<string, string> {
  return Object.fromEntries(
    names.map((name) => {
      const value = members[name];
      if (typeof value === 'string') return [name, value];
      throw new EmbeddedMetricError(
        `Metrics in a log line are lost: the dimension ${name} has no text beside it`,
      );
    }),
  );
}

function valuesOf(name: string, members: Members): readonly number[] {
  const value = metricValues.safeParse(members[name]);
  if (!value.success) {
    throw new EmbeddedMetricError(`Metrics in a log line are lost: ${name} is not 1 to 100 numbers`);
  }
  return typeof value.data === 'number' ? [value.data] : value.data;
}
