import { pipelineOf } from '../../../plan/topology/pipeline';
import type { Topology } from '../../../plan/topology/topology';

/**
 * The topology with one more CORS rule, which no stack declares: the source bucket also allows the console's own
 * origin, so that its presigned uploads work like those of any allowed site.
 */
export function admitConsole(topology: Topology, webUrl: string): Topology {
  const { sourceBucket } = pipelineOf(topology);
  const rule = {
    allowedOrigins: [webUrl, webUrl.replace('127.0.0.1', 'localhost')],
    allowedMethods: ['PUT'],
    allowedHeaders: ['*'],
    exposeHeaders: [],
  };
  return {
    ...topology,
    buckets: topology.buckets.map((bucket) =>
      bucket.name === sourceBucket.name ? { ...bucket, corsRules: [...bucket.corsRules, rule] } : bucket,
    ),
  };
}
