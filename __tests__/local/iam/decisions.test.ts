import { Decisions } from '../../../local/iam/decisions';
import { simulate } from '../../../local/iam/simulate';
import { readTopology } from '../../../plan/topology/topology';
import { planOfEnvironment } from '../../support/synthesized-stack';

const URLS = { endpoint: 'http://127.0.0.1:4566', apiUrl: 'http://127.0.0.1:8080/api' };
const { roles, resourcePolicies, tables } = readTopology(planOfEnvironment({}), URLS);
const BUCKETS = [...resourcePolicies.keys()].filter((arn) => arn.startsWith('arn:aws:s3:::'));
const RESOURCES = [
  ...BUCKETS.flatMap((bucket) => [
    bucket,
    ...['uploads/a.jpg', 'uploads/b/ä*?.jpg', 'previews/1/2/x.webp', 'other', 'uploads/', 'up\nloads/a'].map(
      (key) => `${bucket}/${key}`,
    ),
  ]),
  ...tables
    .map(({ name }) => `arn:aws:dynamodb:us-east-1:000000000000:table/${name}`)
    .flatMap((arn) => [arn, `${arn}/index/StatusIndex`]),
];
const ACTIONS = [
  's3:GetObject',
  's3:PutObject',
  's3:DeleteObject',
  's3:ListBucket',
  'dynamodb:PutItem',
  'dynamodb:Query',
];

const requestOf = (role: (typeof roles)[number], action: string, resource: string) => ({
  principal: role.arn,
  action,
  resource,
  accountId: '000000000000',
  identityPolicies: role.policies,
  resourcePolicy: resourcePolicies.get(resource.split('/')[0] ?? ''),
});

describe('remembered decisions', () => {
  it('are those that the policies give for each role, action and resource', async () => {
    const decisions = new Decisions();
    const allowed = new Set<boolean>();
    for (const role of roles) {
      for (const action of ACTIONS) {
        for (const resource of RESOURCES.filter((arn) => arn.includes(`:${action.split(':')[0]}:`))) {
          const request = requestOf(role, action, resource);
          const known = await simulate(request).catch(() => 'cannot be decided');
          expect([
            action,
            resource,
            await decisions.decide(request).catch(() => 'cannot be decided'),
          ]).toEqual([action, resource, known]);
          if (typeof known === 'object') allowed.add(known.allowed);
        }
      }
    }
    expect(allowed).toEqual(new Set([true, false]));
  });

  it('are asked of IAM once for all keys that the policies do not distinguish', async () => {
    const ask = jest.fn(simulate);
    const decisions = new Decisions(ask);
    const [role] = roles;
    const [bucket] = BUCKETS;
    if (!role || !bucket) throw new Error('The plan has no role and bucket.');
    for (const key of ['uploads/a.jpg', 'uploads/b.jpg', 'uploads/c.png']) {
      await decisions.decide(requestOf(role, 's3:GetObject', `${bucket}/${key}`));
    }
    expect(ask).toHaveBeenCalledTimes(1);
    await decisions.decide(requestOf(role, 's3:PutObject', `${bucket}/uploads/a.jpg`));
    expect(ask).toHaveBeenCalledTimes(2);
  });
});
