import { s3TargetOf } from '../../../local/s3/s3-target';

const targetOf = (method: string, url: string, headers: Record<string, string> = {}) => {
  const { operation, bucket, key } = s3TargetOf({ method, url, headers });
  return [operation, bucket, key];
};

describe('the target of a request to S3', () => {
  it.each<[string, string, Record<string, string>, (string | undefined)[]]>([
    ['GET', '/photos/uploads/%C3%BCber%20uns.jpg', {}, ['GetObject', 'photos', 'uploads/über uns.jpg']],
    ['HEAD', '/a.jpg', { host: 'photos.s3.localhost:4566' }, ['HeadObject', 'photos', 'a.jpg']],
    ['PUT', '/photos/a.jpg', { 'x-amz-copy-source': 'b/c' }, ['CopyObject', 'photos', 'a.jpg']],
    ['POST', '/photos?delete', {}, ['DeleteObjects', 'photos', undefined]],
    ['GET', '/photos?list-type=2&prefix=a', {}, ['ListObjectsV2', 'photos', undefined]],
    ['GET', '/', {}, ['ListBuckets', undefined, undefined]],
    ['GET', '/photos?acl', {}, [undefined, 'photos', undefined]],
    ['GET', '/photos/%E0%A4%A', {}, [undefined, undefined, undefined]],
  ])('of %s %s is its operation, bucket and key', (method, url, headers, expected) => {
    expect(targetOf(method, url, headers)).toEqual(expected);
  });
});
