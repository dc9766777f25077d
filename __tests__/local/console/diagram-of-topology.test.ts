import { diagramOf } from '../../../local/console/twin/diagram-of-topology';
import type { Plan, PlannedResource } from '../../../plan/plan';
import { statementsOfFunction } from '../../../plan/statements';
import { readTopology } from '../../../plan/topology/topology';
import { FAKE_DIAGRAM } from '../../console/fake/diagram';
import { WITH_EVERY_PART } from '../../support/environments';
import { withResource, withResources } from '../../support/plans';
import { planOfEnvironment } from '../../support/synthesized-stack';

const plan = planOfEnvironment();
const imported = planOfEnvironment({ SOURCE_BUCKET: 'family-photos' });

const diagramIn = (of: Plan) => diagramOf(readTopology(of));
const arrowsIn = (of: Plan): string[] => diagramIn(of).arrows.map(({ from, to }) => `${from} ${to}`);

/** The box of a resource, by its Terraform address and not by the code that draws it. */
const BOXES: readonly (readonly [RegExp, string])[] = [
  [/s3_bucket\.(imported-)?source-bucket/, 'source-bucket'],
  [/s3_bucket\.processed-bucket/, 'processed-bucket'],
  [/dynamodb_table\./, 'image-metadata-table'],
  [/event_bus\./, 'event-bus'],
  [/sqs_queue\.uploads-queue_[0-9A-F]+$/, 'uploads-queue'],
  [/lambda_function\.image-processor/, 'image-processor'],
  [/lambda_function\.api/, 'image-api'],
];

const boxOf = ({ address }: PlannedResource): string =>
  BOXES.find(([words]) => words.test(address))?.[1] ?? address;

/** Function and resource of each grant in the raw policies. Logs and account ids are no part of the pipeline. */
const grantsIn = (of: Plan): (readonly [string, string])[] =>
  of.resources('aws_lambda_function').flatMap((fn) =>
    statementsOfFunction(of, fn)
      .flatMap(({ resources, policy }) => of.referenced(resources, policy))
      .filter(({ type }) => type !== 'aws_cloudwatch_log_group' && type !== 'data.aws_caller_identity')
      .map((resource) => [boxOf(fn), boxOf(resource)] as const),
  );

describe('the diagram of the declared stacks', () => {
  it.each([
    ['a bucket of its own', plan],
    ['an imported bucket', imported],
  ])('has an arrow for every grant in the raw policies, with %s', (_, of) => {
    const arrows = arrowsIn(of);
    const grants = grantsIn(of);
    expect(new Set(grants.map((pair) => pair.join(' '))).size).toBeGreaterThanOrEqual(9);
    const missing = grants.filter(
      ([fn, other]) => !arrows.includes(`${fn} ${other}`) && !arrows.includes(`${other} ${fn}`),
    );
    expect(missing).toEqual([]);
  });

  it('has the boxes and arrows with which the tests of the browser work', () => {
    const { components, arrows } = diagramIn(planOfEnvironment(WITH_EVERY_PART));
    const idsOf = (all: typeof components) => all.map(({ id }) => id).sort();
    expect(idsOf(FAKE_DIAGRAM.components)).toEqual(idsOf(components));
    expect(FAKE_DIAGRAM.arrows).toEqual(arrows);
  });

  it('loses an arrow with its grant', () => {
    const without = withResources(plan, ({ aws_iam_role_policy: _, ...others }) => others);
    expect(arrowsIn(plan)).toContain('image-api event-bus');
    expect(arrowsIn(without)).not.toContain('image-api event-bus');
  });

  it('leads from an imported bucket to the queue', () => {
    expect(arrowsIn(imported)).toContain('source-bucket uploads-queue');
  });

  it('refuses stacks with two queues that feed a function', () => {
    const [mapping] = plan.resources('aws_lambda_event_source_mapping');
    const twice = withResource(plan, 'aws_lambda_event_source_mapping', 'second', mapping?.attributes ?? {});
    expect(() => diagramIn(twice)).toThrow(
      'must declare one queue that feeds a function with previews to make, not 2',
    );
  });
});
