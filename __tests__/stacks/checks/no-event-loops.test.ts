import { Plan } from '../../../plan/plan';
import { noEventLoops } from '../../../stacks/checks/no-event-loops';
import { allowing, planOf } from '../../support/plans';

/** Topic to function, function to bus, bus to rule, rule to the same topic: it billed and mailed for ever. */
const OLD_SYSTEM = {
  'aws_sns_topic.notifications': { name: 'notifications' },
  'aws_sns_topic_subscription.publisher': {
    topic_arn: '${aws_sns_topic.notifications.arn}',
    protocol: 'lambda',
    endpoint: '${aws_lambda_function.publisher.arn}',
  },
  'aws_lambda_function.publisher': { role: '${aws_iam_role.publisher.arn}' },
  'aws_iam_role.publisher': { name: 'publisher' },
  'aws_iam_role_policy.publisher': {
    role: '${aws_iam_role.publisher.name}',
    policy: allowing('events:PutEvents', '${aws_cloudwatch_event_bus.events.arn}'),
  },
  'aws_cloudwatch_event_bus.events': { name: 'events' },
  'aws_cloudwatch_event_rule.completed': { event_bus_name: '${aws_cloudwatch_event_bus.events.name}' },
  'aws_cloudwatch_event_target.topic': {
    rule: '${aws_cloudwatch_event_rule.completed.name}',
    arn: '${aws_sns_topic.notifications.arn}',
  },
};

it('refuses a loop from a topic back to the topic, and names every step', () => {
  const [problem, ...others] = noEventLoops(planOf(OLD_SYSTEM));
  expect(others).toEqual([]);
  expect(problem).toMatch(/Events can loop/);
  for (const station of ['sns_topic', 'lambda_function', 'event_bus', 'event_rule']) {
    expect(problem).toMatch(new RegExp(station));
  }
});

it('accepts the same stacks once the function may no longer publish', () => {
  const { 'aws_iam_role_policy.publisher': _, ...repaired } = OLD_SYSTEM;
  expect(noEventLoops(planOf(repaired))).toEqual([]);
});

const UPLOADS = {
  'aws_s3_bucket.photos': { bucket: 'photos' },
  'aws_s3_bucket_notification.uploads': {
    bucket: '${aws_s3_bucket.photos.bucket}',
    queue: [{ queue_arn: '${aws_sqs_queue.uploads.arn}', filter_prefix: 'uploads/' }],
  },
  'aws_sqs_queue.uploads': { name: 'uploads' },
  'aws_lambda_event_source_mapping.uploads': {
    event_source_arn: '${aws_sqs_queue.uploads.arn}',
    function_name: '${aws_lambda_function.processor.arn}',
  },
  'aws_lambda_function.processor': { role: '${aws_iam_role.processor.arn}' },
  'aws_iam_role.processor': { name: 'processor' },
};

const writing = (prefix: string) => ({
  ...UPLOADS,
  'aws_iam_role_policy.processor': {
    role: '${aws_iam_role.processor.name}',
    policy: allowing('s3:PutObject', `\${aws_s3_bucket.photos.arn}/${prefix}`),
  },
});

it('refuses a processor that writes where its own uploads come from', () => {
  expect(noEventLoops(planOf(writing('uploads/thumbnails/*')))).toHaveLength(1);
  expect(noEventLoops(planOf(writing('*')))).toHaveLength(1);
});

it('accepts a processor that writes elsewhere', () => {
  expect(noEventLoops(planOf(writing('previews/*')))).toEqual([]);
});

it('follows an event from one stack into another', () => {
  const { 'aws_s3_bucket.photos': bucket, ...rest } = writing('*');
  const remote = 'data.terraform_remote_state.storage.outputs.photos';
  const pipeline = JSON.parse(JSON.stringify(rest).replaceAll(/aws_s3_bucket\.photos\.\w+/g, remote));
  const resource = Object.fromEntries(
    Object.entries(pipeline).map(([address, attributes]) => {
      const [type = '', name = ''] = address.split('.');
      return [type, { [name]: attributes as Record<string, unknown> }];
    }),
  );
  const data = { terraform_remote_state: { storage: { config: { key: 'storage.tfstate' } } } };
  const storage = {
    terraform: { backend: { s3: { key: 'storage.tfstate' } } },
    resource: { aws_s3_bucket: { photos: bucket } },
    output: { photos: { value: '${aws_s3_bucket.photos.arn}' } },
  };
  const plan = new Plan([
    { name: 'storage', folder: '/storage', json: storage },
    { name: 'pipeline', folder: '/pipeline', json: { data, resource } },
  ]);
  expect(noEventLoops(plan)).toEqual([expect.stringContaining('storage/aws_s3_bucket.photos')]);
});

it('refuses two functions that may invoke each other, and accepts one that may invoke the other', () => {
  const mayInvoke = (one: string, other: string) => ({
    [`aws_lambda_function.${one}`]: { role: `\${aws_iam_role.${one}.name}` },
    [`aws_iam_role.${one}`]: { name: one },
    [`aws_iam_role_policy.${one}`]: {
      role: `\${aws_iam_role.${one}.name}`,
      policy: allowing('lambda:InvokeFunction', `\${aws_lambda_function.${other}.arn}`),
    },
  });
  const api = mayInvoke('api', 'processor');
  expect(noEventLoops(planOf({ ...UPLOADS, ...api }))).toEqual([]);
  expect(noEventLoops(planOf({ ...UPLOADS, ...api, ...mayInvoke('processor', 'api') }))).toHaveLength(1);
});
