import { AppliedPlan } from '../../plan/applied-plan';
import type { Place } from '../../plan/computed-attributes';
import { Plan } from '../../plan/plan';
import type { StackJson, SynthesizedStack } from '../../plan/read';

const PLACE: Place = {
  accountId: '000000000000',
  region: 'eu-central-1',
  endpoint: 'http://127.0.0.1:4566',
  apiUrl: 'http://127.0.0.1:8080/api',
};

const stack = (name: string, json: StackJson): SynthesizedStack => ({
  name,
  folder: `/synthesized/${name}`,
  json: { ...json, terraform: { backend: { s3: { key: `${name}.tfstate` } } } },
});

const STORAGE = stack('storage', {
  data: { aws_caller_identity: { current: {} } },
  resource: {
    aws_s3_bucket: { photos: { bucket: 'photos-${data.aws_caller_identity.current.account_id}' } },
  },
  output: { photos_arn: { value: '${aws_s3_bucket.photos.arn}' } },
});

const pipeline = (resource: StackJson['resource'] = {}): SynthesizedStack =>
  stack('pipeline', {
    data: { terraform_remote_state: { storage: { config: { key: 'storage.tfstate' } } } },
    resource,
  });

const attributesOf = (type: string, resource: StackJson['resource']) =>
  new AppliedPlan(new Plan([STORAGE, pipeline(resource)]), PLACE).resources(type)[0]?.attributes;

describe('reading synthesized stacks as if they were applied', () => {
  it('provides data sources and attributes that AWS decides', () => {
    const document = new AppliedPlan(new Plan([STORAGE]), PLACE);
    expect(document.outputs()).toEqual({ photos_arn: 'arn:aws:s3:::photos-000000000000' });
  });

  it('reads another stack by the key of its state', () => {
    const attributes = attributesOf('aws_x', {
      aws_x: { y: { from: '${data.terraform_remote_state.storage.outputs.photos_arn}/uploads' } },
    });
    expect(attributes).toEqual({ from: 'arn:aws:s3:::photos-000000000000/uploads' });
  });

  it('gives a queue the URL of the endpoint', () => {
    const attributes = attributesOf('aws_x', {
      aws_sqs_queue: { q: { name: 'uploads' } },
      aws_x: { y: { url: '${aws_sqs_queue.q.url}', arn: '${aws_sqs_queue.q.arn}' } },
    });
    expect(attributes).toEqual({
      url: 'http://127.0.0.1:4566/000000000000/uploads',
      arn: 'arn:aws:sqs:eu-central-1:000000000000:uploads',
    });
  });

  it('names the rule of another bus with that bus', () => {
    const attributes = attributesOf('aws_x', {
      aws_cloudwatch_event_rule: { a: { name: 'r', event_bus_name: 'b' }, c: { name: 'r' } },
      aws_x: { y: { own: '${aws_cloudwatch_event_rule.a.arn}', bare: '${aws_cloudwatch_event_rule.c.arn}' } },
    });
    expect(attributes).toEqual({
      own: 'arn:aws:events:eu-central-1:000000000000:rule/b/r',
      bare: 'arn:aws:events:eu-central-1:000000000000:rule/r',
    });
  });

  it('leaves out what only Terraform reads', () => {
    const attributes = attributesOf('aws_x', {
      aws_x: { y: { '//': {}, depends_on: ['a'], lifecycle: {}, provider: 'aws', name: 'n' } },
    });
    expect(attributes).toEqual({ name: 'n' });
  });

  it.each([
    ['${aws_sqs_queue.gone.arn}', 'stack pipeline does not declare aws_sqs_queue.gone'],
    ['${aws_x.y.unheard_of}', 'AWS sets unheard_of of pipeline/aws_x.y, but the twin cannot compute it'],
    [
      '${data.terraform_remote_state.storage.outputs.gone}',
      'no stack stores the state storage.tfstate with the output gone',
    ],
    ['${data.aws_ami.newest.id}', 'stack pipeline does not declare data.aws_ami.newest'],
  ])('names the resource and attribute that says %s', (reference, problem) => {
    const read = () => attributesOf('aws_x', { aws_x: { y: { wanted: reference } } });
    expect(read).toThrow('aws_x.y: wanted:');
    expect(read).toThrow(problem);
  });
});
