import { AppliedPlan } from '../../plan/applied-plan';
import { eventPaths } from '../../plan/event-paths';
import { DEFAULT_BUS } from '../../plan/topology/event-buses';
import { busArn, flowsOf } from '../../plan/topology/flows';
import { readTopology } from '../../plan/topology/topology';
import { ENVIRONMENTS } from '../support/environments';
import { planOfEnvironment } from '../support/synthesized-stack';

/** Flows that trigger no event: requests, stored data, a stop, and what leaves the system. */
const ENDINGS = [
  'reads',
  'writes',
  'reads and writes',
  'validated requests',
  'tokens to check',
  'copies of events',
  'mail',
  'previews',
  'invalidations',
  'stops',
];

const HAVE_ARNS = [
  'aws_s3_bucket',
  'aws_sqs_queue',
  'aws_lambda_function',
  'aws_cloudwatch_event_bus',
  'aws_cloudwatch_event_rule',
  'aws_cloudwatch_metric_alarm',
  'aws_sns_topic',
  'aws_cloudfront_distribution',
];

/** The event paths and the flows of one environment, both between ARNs. */
function bothOf(environment: Record<string, string>) {
  const plan = planOfEnvironment(environment);
  const topology = readTopology(plan);
  const applied = new AppliedPlan(plan, { ...topology.place, endpoint: '', apiUrl: '' });
  const arns = new Map(
    HAVE_ARNS.flatMap((type) =>
      applied.resources(type).map((resource) => [resource.address, resource.computed('arn')] as const),
    ),
  );
  const arnOf = (address: string) => arns.get(address) ?? busArn(topology, DEFAULT_BUS);
  return {
    paths: eventPaths(plan).map(({ from, to }) => `${arnOf(from)} -> ${arnOf(to)}`),
    flows: flowsOf(topology).map(({ from, to, label }) => ({ way: `${from} -> ${to}`, label })),
    offers: topology.buckets
      .filter(({ eventBridge }) => eventBridge)
      .map(({ name }) => `arn:aws:s3:::${name} -> ${busArn(topology, DEFAULT_BUS)}`),
  };
}

describe.each(ENVIRONMENTS)('the paths that the check for loops follows, with %s', (_, environment) => {
  const { paths, flows, offers } = bothOf(environment);

  it('are drawn as flows, but for the events that a bucket offers to the default bus', () => {
    const drawn = new Set(flows.map(({ way }) => way));
    expect(paths.filter((path) => !drawn.has(path) && !offers.includes(path))).toEqual([]);
    expect(paths.length).toBeGreaterThan(10);
  });

  it('include every flow that triggers an event', () => {
    const followed = new Set(paths);
    const missed = flows.filter(({ way, label }) => !followed.has(way) && !ENDINGS.includes(label));
    expect(missed).toEqual([]);
  });
});
