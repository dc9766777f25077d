import { S3Client } from '@aws-sdk/client-s3';
import { s3Client } from '../../../lambda/adapters/aws-clients';
import { S3Presigner } from '../../../lambda/adapters/s3/s3-presigner';

const credentials = {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'secret',
};
const environment = { ...process.env };

beforeEach(() => Object.assign(process.env, credentials));
afterEach(() => {
  process.env = { ...environment };
});

const upload = {
  bucket: 'photo-uploads-000000000000-test',
  key: 'uploads/alice/id-harbour.jpg',
  contentType: 'image/jpeg',
  size: 4096,
  metadata: { 'user-id': 'alice' },
};

const signerWith = (client: S3Client) => new S3Presigner(client, 'photo-processed-000000000000-test');
const parametersOf = (url: string) => Object.fromEntries(new URL(url).searchParams);

describe('a presigned upload', () => {
  it('is signed with its type, its size and its owner', async () => {
    const { url, headers } = await signerWith(s3Client()).signUpload(upload, 900);
    expect(parametersOf(url)).toMatchObject({
      'X-Amz-Expires': '900',
      'X-Amz-SignedHeaders': 'content-length;content-type;host;if-none-match;x-amz-meta-user-id',
    });
    expect(headers).toEqual({
      'content-type': 'image/jpeg',
      'content-length': '4096',
      'if-none-match': '*',
      'x-amz-meta-user-id': 'alice',
    });
  });

  it('returns every header that it requires, and moves none of them into the query', async () => {
    const { url, headers } = await signerWith(s3Client()).signUpload(upload, 900);
    const { 'X-Amz-SignedHeaders': signed = '', ...rest } = parametersOf(url);
    expect(Object.keys(headers).sort()).toEqual(signed.split(';').filter((name) => name !== 'host'));
    expect(Object.keys(rest).filter((name) => name.startsWith('x-amz-'))).toEqual([]);
  });

  it.each([
    ['type', { contentType: 'image/png' }],
    ['size', { size: 4097 }],
    ['owner', { metadata: { 'user-id': 'bob' } }],
    ['key', { key: 'uploads/bob/id-harbour.jpg' }],
  ])('has another signature with another %s, and the same without', async (_, change) => {
    jest.useFakeTimers({ now: Date.UTC(2026, 0, 1), doNotFake: ['setImmediate', 'nextTick'] });
    const signer = signerWith(s3Client());
    const signatureOf = async (changed: object) =>
      parametersOf((await signer.signUpload({ ...upload, ...changed }, 900)).url)['X-Amz-Signature'];
    const [signature, again, other] = [
      await signatureOf({}),
      await signatureOf({}),
      await signatureOf(change),
    ];
    jest.useRealTimers();
    expect(again).toBe(signature);
    expect(other).not.toBe(signature);
  });

  it('has no checksum, since the signer does not have the body', async () => {
    const { url } = await signerWith(s3Client()).signUpload(upload, 900);
    expect(url).not.toMatch(/checksum|crc32/i);
    // Why the client is not the SDK's default one:
    const { url: broken } = await signerWith(new S3Client({})).signUpload(upload, 900);
    expect(broken).toMatch(/checksum/i);
  });
});

it('presigns a preview for a limited time', async () => {
  const url = await signerWith(s3Client()).signPreview('previews/0b/v1/300x300.webp', 3600);
  expect(new URL(url).host).toBe('photo-processed-000000000000-test.s3.eu-central-1.amazonaws.com');
  expect(new URL(url).pathname).toBe('/previews/0b/v1/300x300.webp');
  expect(parametersOf(url)).toMatchObject({ 'X-Amz-Expires': '3600', 'X-Amz-SignedHeaders': 'host' });
});

it('uses the endpoint of the environment', async () => {
  process.env.AWS_ENDPOINT_URL = 'http://127.0.0.1:4566';
  const { url } = await signerWith(s3Client()).signUpload(upload, 900);
  expect(url).toMatch('http://127.0.0.1:4566/photo-uploads-000000000000-test/uploads/alice/id-harbour.jpg?');
});
