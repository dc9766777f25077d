import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteObjectsCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { accessKeyIdOf } from '../../../local/foundation/credentials';
import { Authorizer } from '../../../local/iam/authorizer';
import { s3Access } from '../../../local/iam/s3-access';
import { createS3Endpoint, type S3Endpoint } from '../../../local/s3/endpoint/endpoint';

const ROLE = 'arn:aws:iam::000000000000:role/processor';

const allow = (Sid: string, Action: string, Resource: string) => ({ Sid, Effect: 'Allow', Action, Resource });

const authorizer = new Authorizer({
  roles: [
    {
      name: 'processor',
      arn: ROLE,
      policies: [
        {
          name: 'permissions',
          policy: {
            Version: '2012-10-17',
            Statement: [
              allow('Read', 's3:GetObject', 'arn:aws:s3:::*/uploads/*'),
              allow('Clear', 's3:DeleteObject', 'arn:aws:s3:::open/previews/*'),
              allow('Find', 's3:ListBucket', 'arn:aws:s3:::open'),
            ],
          },
        },
      ],
    },
  ],
  resourcePolicies: new Map(),
  account: { accountId: '000000000000', region: 'us-east-1' },
  onDenied: () => undefined,
});

const folder = mkdtempSync(join(tmpdir(), 'darkroom-access-'));
let endpoint: S3Endpoint;
let server: Server;
let url: string;

beforeAll(async () => {
  endpoint = await createS3Endpoint({
    dataDir: folder,
    onEvent: () => undefined,
    secretOf: (accessKeyId) => accessKeyId,
    access: s3Access(authorizer),
  });
  for (const bucket of ['open', 'hidden']) await endpoint.createBucket(bucket, { versioned: true });
  server = createServer((request, response) => void endpoint.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await endpoint.close();
  rmSync(folder, { recursive: true });
});

const clientOf = (accessKeyId: string) =>
  new S3Client({
    endpoint: url,
    region: 'us-east-1',
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: { accessKeyId, secretAccessKey: accessKeyId },
  });

const get = (Bucket: string, Key: string) =>
  clientOf(accessKeyIdOf(ROLE)).send(new GetObjectCommand({ Bucket, Key }));

describe('At the S3 endpoint', () => {
  it('the administrator may do everything, and a role what its policies allow', async () => {
    await clientOf('test').send(new PutObjectCommand({ Bucket: 'hidden', Key: 'uploads/a', Body: 'a' }));
    expect((await get('hidden', 'uploads/a')).ContentLength).toBe(1);
  });

  it('a role is refused with the name of role, action and object', async () => {
    await expect(get('open', 'private/a')).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringMatching(
        /role\/processor .* s3:GetObject on resource: arn:aws:s3:::open\/private\/a/,
      ),
    });
  });

  it('a missing object is forbidden to who may not list its bucket, and missing to others', async () => {
    await expect(get('hidden', 'uploads/none')).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(get('open', 'uploads/none')).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  it('each key of a bulk removal is decided on its own', async () => {
    const answer = await clientOf(accessKeyIdOf(ROLE)).send(
      new DeleteObjectsCommand({
        Bucket: 'open',
        Delete: {
          Objects: [{ Key: 'previews/a' }, { Key: 'uploads/a' }, { Key: 'previews/b', VersionId: 'v' }],
        },
      }),
    );
    expect(answer.Deleted?.map(({ Key }) => Key)).toEqual(['previews/a']);
    expect(answer.Errors?.map(({ Key, Code }) => [Key, Code])).toEqual([
      ['uploads/a', 'AccessDenied'],
      ['previews/b', 'AccessDenied'],
    ]);
  });
});
