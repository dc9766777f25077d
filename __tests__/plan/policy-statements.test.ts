import { policyStatements } from '../../plan/policy-statements';

const DENIED = {
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: 'arn:aws:s3:::photos/*',
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};

describe('the statements of a policy', () => {
  it('have lists, whether the policy gives one value or several', () => {
    const admitted = {
      Sid: 'Admit',
      Effect: 'Allow',
      Principal: { Service: ['s3.amazonaws.com', 'events.amazonaws.com'] },
      Action: ['sqs:SendMessage'],
    };
    expect(policyStatements(JSON.stringify({ Statement: [DENIED, admitted] }))).toEqual([
      {
        sid: '',
        effect: 'Deny',
        actions: ['s3:*'],
        resources: ['arn:aws:s3:::photos/*'],
        principal: '*',
        services: [],
        conditions: { Bool: { 'aws:SecureTransport': 'false' } },
        conditionKeys: ['aws:SecureTransport'],
      },
      {
        sid: 'Admit',
        effect: 'Allow',
        actions: ['sqs:SendMessage'],
        resources: [],
        principal: { Service: ['s3.amazonaws.com', 'events.amazonaws.com'] },
        services: ['s3.amazonaws.com', 'events.amazonaws.com'],
        conditions: undefined,
        conditionKeys: [],
      },
    ]);
  });

  it('are the same for one statement without a list, and for a parsed document', () => {
    const listed = policyStatements({ Statement: [DENIED] });
    expect(policyStatements({ Statement: DENIED })).toEqual(listed);
    expect(policyStatements(JSON.stringify({ Statement: DENIED }))).toEqual(listed);
  });
});
