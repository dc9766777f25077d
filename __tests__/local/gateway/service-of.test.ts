import { credentialScopeOf, serviceOf, serviceOfForm } from '../../../local/gateway/service-of';

const SIGNED =
  'AWS4-HMAC-SHA256 Credential=role.image-processor-dev/20260621/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0';

describe('the service of a request', () => {
  it('is what it was signed for', () => {
    const request = {
      headers: { authorization: SIGNED, 'x-amz-target': 'DynamoDB_20120810.Query' },
      url: '/',
    };
    expect(serviceOf(request)).toBe('sqs');
    expect(credentialScopeOf(request)?.accessKeyId).toBe('role.image-processor-dev');
  });

  it('is what a presigned URL says', () => {
    const url =
      '/bucket/key?X-Amz-Credential=test%2F20260621%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Signature=0';
    expect(serviceOf({ headers: {}, url })).toBe('s3');
  });

  it.each([
    ['AmazonSQS.SendMessage', 'sqs'],
    ['AWSEvents.PutEvents', 'events'],
    ['DynamoDB_20120810.Query', 'dynamodb'],
    ['Kinesis_20131202.ListStreams', 'Kinesis_20131202'],
  ])('is derived from the target of an unsigned request: %s, %s', (target, service) => {
    expect(serviceOf({ headers: { 'x-amz-target': target }, url: '/' })).toBe(service);
  });

  it('is Lambda for an unsigned invocation', () => {
    expect(serviceOf({ headers: {}, url: '/2015-03-31/functions/f/invocations' })).toBe('lambda');
  });

  it('is in the form of an unsigned request', () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
    expect(serviceOf({ headers, url: '/' })).toBe('query');
    expect(serviceOfForm('Action=GetCallerIdentity&Version=2011-06-15')).toBe('sts');
    expect(serviceOfForm('Action=Publish&Message=Action%3DGetCallerIdentity')).toBe('sns');
  });

  it('is S3 in all other cases', () => {
    expect(serviceOf({ headers: {}, url: '/bucket/uploads/a.jpg' })).toBe('s3');
    expect(
      serviceOf({ headers: { 'content-type': 'multipart/form-data; boundary=x' }, url: '/bucket' }),
    ).toBe('s3');
  });
});
