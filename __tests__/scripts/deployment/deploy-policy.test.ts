import { synthesizedPlan } from '../../../scripts/cli/synthesized-plan';
import { deployPolicy } from '../../../scripts/deployment/deploy-policy/deploy-policy';
import { loadSettings } from '../../../stacks/settings';
import { planOf } from '../../support/plans';

const PLACE = {
  accountId: '123456789012',
  region: 'eu-central-1',
  environment: 'prod',
  stateBucket: 'my-state',
};

const EVERYTHING = {
  KMS_KEY: 'managed',
  MAX_IMAGES_PER_HOUR: '1000',
  MONTHLY_BUDGET_USD: '50',
  WEBHOOK_URL: 'https://shop.example.com/photos',
  DELIVERY: 'cloudfront',
  ALERT_EMAIL: 'alerts@example.com',
};

const policyWith = (environment: Record<string, string>) =>
  deployPolicy(
    synthesizedPlan(
      loadSettings({ environment: { ...environment, ENVIRONMENT_SUFFIX: 'prod' }, context: {} }),
    ),
    PLACE,
  );

describe('the policy of a deploying role', () => {
  it('covers every type of resource, whatever the settings', () => {
    const sids = policyWith(EVERYTHING).Statement.map(({ Sid }) => Sid);
    expect(sids).toEqual(
      expect.arrayContaining(['Buckets', 'Table', 'Functions', 'Key', 'Delivery', 'Budget']),
    );
    expect(() => policyWith({ SOURCE_BUCKET: 'family-photos' })).not.toThrow();
    expect(() =>
      policyWith({ SIGN_IN_ISSUER: 'https://issuer.example', SIGN_IN_AUDIENCE: 'app' }),
    ).not.toThrow();
  });

  it('leaves out services that the plan does not use', () => {
    const sids = policyWith({}).Statement.map(({ Sid }) => Sid);
    expect(sids).not.toContain('Delivery');
    expect(sids).not.toContain('Budget');
  });

  it('covers the names of all roles, functions, queues and alarms of the plan, and of no other environment', () => {
    const environment = { ...EVERYTHING, ENVIRONMENT_SUFFIX: 'prod' };
    const plan = synthesizedPlan(loadSettings({ environment, context: {} }));
    const { Statement } = policyWith(EVERYTHING);
    const admits = (sid: string, name: string) =>
      Statement.find(({ Sid }) => Sid === sid)
        ?.Resource.filter((arn) => arn.includes('image-'))
        .some((arn) => {
          const pattern = arn.replaceAll(/[.+^${}()|[\]\\?]/g, '\\$&').replaceAll('*', '.*');
          return new RegExp(`^${pattern}$`).test(arn.replace(/[^:/]*image-.*$/, name));
        });
    for (const [sid, type, attribute] of [
      ['Roles', 'aws_iam_role', 'name'],
      ['Functions', 'aws_lambda_function', 'function_name'],
      ['Queues', 'aws_sqs_queue', 'name'],
      ['Alarms', 'aws_cloudwatch_metric_alarm', 'alarm_name'],
    ] as const) {
      const names = plan.resources(type).map(({ attributes }) => String(attributes[attribute]));
      expect(names.length).toBeGreaterThan(1);
      for (const name of names) {
        expect([name, admits(sid, name)]).toEqual([name, true]);
        expect(admits(sid, name.replace(/-prod$/, '-dev'))).toBe(false);
      }
    }
  });

  it('gives everything on named resources only, and the state of this environment only', () => {
    const { Statement } = policyWith(EVERYTHING);
    const everywhere = Statement.filter(({ Resource }) => Resource.includes('*'));
    expect(everywhere.flatMap(({ Action }) => Action).filter((action) => action.endsWith('*'))).toEqual([]);
    expect(Statement.find(({ Sid }) => Sid === 'State')?.Resource).toEqual([
      'arn:aws:s3:::my-state/darkroom/prod/*',
    ]);
  });

  it('fits into a managed policy of IAM: 6,144 characters without white space', () => {
    expect(JSON.stringify(policyWith(EVERYTHING)).length).toBeLessThan(6_144);
  });

  it('is refused for a type of resource whose rights are not known', () => {
    expect(() => deployPolicy(planOf({ 'aws_kinesis_stream.k': {} }), PLACE)).toThrow(
      'aws_kinesis_stream are not known',
    );
  });
});
