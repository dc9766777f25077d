import { accessKeyIdOf } from '../../../local/foundation/credentials';
import { Authorizer, type Denial } from '../../../local/iam/authorizer';
import type { PolicyDocument, RoleDeclaration } from '../../../plan/topology/policies';

const TABLE = 'arn:aws:dynamodb:us-east-1:000000000000:table/images';
const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:uploads';
const TOPIC = 'arn:aws:sns:us-east-1:000000000000:alerts';

const role: RoleDeclaration = {
  name: 'image-processor',
  arn: 'arn:aws:iam::000000000000:role/image-processor',
  policies: [
    {
      name: 'permissions',
      policy: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'ReadOriginals',
            Effect: 'Allow',
            Action: ['s3:GetObject', 's3:GetObjectVersion'],
            Resource: 'arn:aws:s3:::photos/uploads/*',
          },
          {
            Sid: 'TellMissing',
            Effect: 'Allow',
            Action: 's3:ListBucket',
            Resource: 'arn:aws:s3:::photos',
            Condition: { StringLikeIfExists: { 's3:prefix': 'uploads/*' } },
          },
          {
            Sid: 'KeepRecords',
            Effect: 'Allow',
            Action: ['dynamodb:PutItem', 'dynamodb:Query'],
            Resource: [TABLE, `${TABLE}/index/*`],
          },
          { Effect: 'Deny', Action: 'dynamodb:Query', Resource: `${TABLE}/index/Secret` },
        ],
      },
    },
  ],
};

const admit = (Service: string, Action: string, Resource: string, sourceArn: string) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service },
      Action,
      Resource,
      Condition: {
        ArnEquals: { 'aws:SourceArn': sourceArn },
        StringEquals: { 'aws:SourceAccount': '000000000000' },
      },
    },
  ],
});

function setUp() {
  const denied: Denial[] = [];
  const authorizer = new Authorizer({
    roles: [role],
    account: { accountId: '000000000000', region: 'us-east-1' },
    onDenied: (denial) => denied.push(denial),
    resourcePolicies: new Map<string, PolicyDocument>([
      [QUEUE, admit('s3.amazonaws.com', 'sqs:SendMessage', QUEUE, 'arn:aws:s3:::photos')],
      [
        'arn:aws:s3:::photos',
        {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Deny',
              Principal: '*',
              Action: 's3:*',
              Resource: ['arn:aws:s3:::photos', 'arn:aws:s3:::photos/*'],
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            },
          ],
        },
      ],
    ]),
  });
  return { authorizer, denied };
}

const decide = async (action: string, resource: string, context = {}) =>
  (await setUp().authorizer.decide(role, [{ action, resource, context }]))?.message;

describe('A role', () => {
  it.each<[string, string, Record<string, string>?]>([
    ['s3:GetObject', 'arn:aws:s3:::photos/uploads/Été + sunset (1).JPG'],
    ['s3:GetObject', 'arn:aws:s3:::photos/uploads/a*b?c$d.jpg'],
    ['s3:GetObject', 'arn:aws:s3:::photos/uploads/two\nlines\r\u2028\u2029.jpg'],
    ['s3:ListBucket', 'arn:aws:s3:::photos'],
    ['s3:ListBucket', 'arn:aws:s3:::photos', { 's3:prefix': 'uploads/a' }],
    ['s3:ListBucket', 'arn:aws:s3:::photos', { 's3:prefix': 'uploads/two\nlines' }],
    ['dynamodb:Query', `${TABLE}/index/UserIndex`],
  ])('may %s on %s %j', async (action, resource, context = {}) => {
    expect(await decide(action, resource, context)).toBeUndefined();
  });

  it.each<[string, string, Record<string, string>?]>([
    ['s3:GetObject', 'arn:aws:s3:::photos/private/a.jpg'],
    ['s3:GetObject', 'arn:aws:s3:::photos/private/\nuploads/a.jpg'],
    ['s3:PutObject', 'arn:aws:s3:::photos/uploads/a.jpg'],
    ['s3:ListBucket', 'arn:aws:s3:::photos', { 's3:prefix': 'private/' }],
    ['dynamodb:DeleteItem', TABLE],
  ])(
    'may not %s on %s %j; the denial names caller, action and resource',
    async (action, resource, context = {}) => {
      expect(await decide(action, resource, context)).toBe(
        `User: ${role.arn} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
      );
    },
  );

  it('may not do what is denied to it, whatever allows it', async () => {
    expect(await decide('dynamodb:Query', `${TABLE}/index/Secret`)).toContain('with an explicit deny');
  });

  it('may do nothing when one of several actions is denied, which is reported', async () => {
    const { authorizer, denied } = setUp();
    const asked = [
      { action: 'dynamodb:PutItem', resource: TABLE },
      { action: 'events:PutEvents', resource: 'arn:aws:events:us-east-1:000000000000:event-bus/images' },
    ];
    const denial = await authorizer.decide(role, asked);
    expect(denial).toMatchObject({ principal: role.arn, action: 'events:PutEvents' });
    expect(denied).toEqual([denial]);
  });

  it('is known by the key its function calls with; any other key is the administrator', () => {
    const { authorizer } = setUp();
    expect(authorizer.roleOf(accessKeyIdOf(role.arn))).toBe(role);
    expect(authorizer.roleOf('test')).toBeUndefined();
    expect(authorizer.roleOf(undefined)).toBeUndefined();
  });

  it('is asked about an action that AWS does not have: the twin says so', async () => {
    await expect(decide('s3:FetchObject', 'arn:aws:s3:::photos/uploads/a')).rejects.toThrow(
      'IAM cannot decide s3:FetchObject',
    );
  });
});

describe('An unused permission of a role', () => {
  it('names its statement and action', async () => {
    const { authorizer } = setUp();
    const unused = () => authorizer.unused().map(({ statement, action }) => `${statement} ${action}`);
    expect(unused()).toEqual([
      'ReadOriginals s3:GetObject',
      'ReadOriginals s3:GetObjectVersion',
      'TellMissing s3:ListBucket',
      'KeepRecords dynamodb:PutItem',
      'KeepRecords dynamodb:Query',
    ]);
    await authorizer.decide(role, [
      { action: 's3:GetObject', resource: 'arn:aws:s3:::photos/uploads/a' },
      { action: 's3:GetObjectVersion', resource: 'arn:aws:s3:::photos/uploads/a' },
      { action: 's3:ListBucket', resource: 'arn:aws:s3:::photos' },
      { action: 'dynamodb:PutItem', resource: TABLE },
    ]);
    expect(unused()).toEqual(['KeepRecords dynamodb:Query']);
  });

  it('is not an action that was tried and denied', async () => {
    const { authorizer } = setUp();
    await authorizer.decide(role, [{ action: 's3:GetObject', resource: 'arn:aws:s3:::photos/private/a' }]);
    expect(authorizer.unused()).toHaveLength(5);
  });
});

describe('A service', () => {
  const send = (service: string, sourceArn: string, resource = QUEUE, action = 'sqs:SendMessage') =>
    setUp().authorizer.decideService({ service, sourceArn }, { action, resource });

  it('may do what the policy of the resource admits', async () => {
    expect(await send('s3.amazonaws.com', 'arn:aws:s3:::photos')).toBeUndefined();
  });

  it.each([
    ['another service', 'events.amazonaws.com', 'arn:aws:s3:::photos'],
    ['another source', 's3.amazonaws.com', 'arn:aws:s3:::others'],
  ])('may not when it is %s', async (_, service, sourceArn) => {
    expect(await send(service, sourceArn)).toMatchObject({ principal: service, action: 'sqs:SendMessage' });
  });

  it('sends only the condition keys that AWS documents: EventBridge none to a topic', async () => {
    const admitted = (Condition?: object) =>
      new Authorizer({
        roles: [],
        account: { accountId: '000000000000', region: 'us-east-1' },
        onDenied: () => {},
        resourcePolicies: new Map([
          [
            TOPIC,
            {
              Version: '2012-10-17',
              Statement: [
                {
                  Effect: 'Allow',
                  Principal: { Service: 'events.amazonaws.com' },
                  Action: 'sns:Publish',
                  Resource: TOPIC,
                  ...(Condition && { Condition }),
                },
              ],
            },
          ],
        ]),
      }).decideService(
        {
          service: 'events.amazonaws.com',
          sourceArn: 'arn:aws:events:eu-west-1:000000000000:rule/completed',
        },
        { action: 'sns:Publish', resource: TOPIC },
      );
    expect(await admitted()).toBeUndefined();
    expect(await admitted({ StringEquals: { 'aws:SourceAccount': '000000000000' } })).toBeDefined();
    expect(
      await admitted({ ArnLike: { 'aws:SourceArn': 'arn:aws:events:*:*:rule/completed' } }),
    ).toBeDefined();
  });

  it('is refused by the twin if nobody has looked up what it sends', async () => {
    await expect(send('ses.amazonaws.com', 'arn:aws:ses:x')).rejects.toThrow(
      'The condition keys that ses.amazonaws.com sends with sqs:SendMessage are not known here',
    );
  });

  it('may do nothing to a resource without a policy', async () => {
    const denial = await send('cloudwatch.amazonaws.com', 'arn:aws:cloudwatch:x', TOPIC, 'sns:Publish');
    expect(denial?.message).toContain('no resource-based policy allows it');
  });
});
