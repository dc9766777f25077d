import { environmentsFitFunctions } from '../../../stacks/checks/environments-fit-functions';
import { leastPrivilege } from '../../../stacks/checks/least-privilege';
import { allowing, planOf } from '../../support/plans';
import { synthesize } from '../../support/synthesized-stack';

describe('a permission', () => {
  const policy = (action: string | string[], resource: string) =>
    planOf({ 'aws_iam_role_policy.role': { policy: allowing(action, resource, 'ReadAll') } });
  const TABLE = '${aws_dynamodb_table.images.arn}';

  it.each([
    ['for every action', '*', TABLE, /\(ReadAll\) allows \*,/],
    ['for every action of a service', 's3:*', TABLE, /allows s3:\*/],
    ['for actions that begin alike', ['s3:GetObject', 's3:Put*'], TABLE, /allows s3:Put\*/],
    ['on every resource', 'dynamodb:Query', '*', /allows dynamodb:Query on every resource/],
  ])('%s is refused', (_, action, resource, message) => {
    expect(leastPrivilege(policy(action, resource))).toEqual([expect.stringMatching(message)]);
  });

  it('may name no resource where AWS has none to name', () => {
    expect(leastPrivilege(policy(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], '*'))).toEqual([]);
  });

  it('is refused in a queue’s own policy as well', () => {
    const plan = planOf({ 'aws_sqs_queue_policy.queue': { policy: allowing('sqs:*', TABLE) } });
    expect(leastPrivilege(plan)).toEqual([expect.stringMatching(/allows sqs:\*/)]);
  });
});

describe('a function’s environment', () => {
  const { pipeline } = synthesize();
  const functions = Object.values(pipeline.resources('aws_lambda_function'));
  const real = functions.find(({ function_name: name }) => name === 'image-processor-dev') ?? {};
  const variables = (real.environment as { variables: Record<string, string> }).variables;
  const withVariables = (changed: Record<string, string | undefined>) => {
    const given = Object.entries({ ...variables, ...changed }).filter(([, value]) => value !== undefined);
    const environment = { variables: Object.fromEntries(given) };
    return planOf({ 'aws_lambda_function.processor': { ...real, environment } });
  };

  it('is valid as it is deployed', () => {
    expect(environmentsFitFunctions(withVariables({}))).toEqual([]);
  });

  it.each([
    [
      'a variable missing',
      { METADATA_TABLE: undefined },
      /would not start: its environment variable METADATA_TABLE is missing/,
    ],
    [
      'a value that the code refuses',
      { PREVIEW_SIZES: 'huge' },
      /would not start: its environment variable PREVIEW_SIZES must be/,
    ],
    [
      'a variable that nothing reads',
      { THUMBNAIL_SIZE: '128' },
      /has the environment variable THUMBNAIL_SIZE, which its code does not read/,
    ],
  ])('is refused with %s', (_, change, message) => {
    expect(environmentsFitFunctions(withVariables(change))).toEqual([expect.stringMatching(message)]);
  });

  it('is refused for a function that no schema is known for', () => {
    const plan = planOf({ 'aws_lambda_function.new': { function_name: 'image-sorter-dev' } });
    expect(environmentsFitFunctions(plan)).toEqual([
      expect.stringMatching(/there is no schema for its environment/),
    ]);
  });
});
