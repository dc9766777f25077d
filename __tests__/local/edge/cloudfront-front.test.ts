import type { AddressInfo } from 'node:net';
import {
  CloudFrontClient,
  CreateInvalidationCommand,
  GetDistributionCommand,
  GetInvalidationCommand,
  ListDistributionsCommand,
} from '@aws-sdk/client-cloudfront';
import { cloudFrontFront } from '../../../local/edge/cloudfront-front';
import type { Edge } from '../../../local/edge/edge';
import { Gateway } from '../../../local/gateway/gateway';

describe('CloudFront at the AWS endpoint', () => {
  const invalidated: (readonly string[])[] = [];
  const edge = {
    distribution: { id: 'E1', arn: 'arn:E1', comment: 'image-previews-dev', domainName: '127.0.0.1:8081' },
    invalidate: (paths: readonly string[]) => invalidated.push(paths),
  } as unknown as Edge;
  const gateway = new Gateway();
  let client: CloudFrontClient;

  beforeAll(async () => {
    gateway.open({ s3: async () => undefined, others: { cloudfront: cloudFrontFront(edge) } });
    await new Promise<void>((resolve) => {
      gateway.server.listen(0, '127.0.0.1', resolve);
    });
    client = new CloudFrontClient({
      region: 'us-east-1',
      endpoint: `http://127.0.0.1:${(gateway.server.address() as AddressInfo).port}`,
      credentials: { accessKeyId: 'a', secretAccessKey: 'a' },
      maxAttempts: 1,
    });
  });
  beforeEach(() => {
    invalidated.length = 0;
  });
  afterAll(() => {
    gateway.server.closeAllConnections();
    gateway.server.close();
  });

  const invalidation = (reference: string, paths: string[], id = 'E1') =>
    new CreateInvalidationCommand({
      DistributionId: id,
      InvalidationBatch: { CallerReference: reference, Paths: { Quantity: paths.length, Items: paths } },
    });

  it('invalidates paths, with the characters that XML escapes', async () => {
    const paths = ['/previews/a/*', '/previews/<&>'];
    const { Invalidation: made } = await client.send(invalidation('r1', paths));
    expect(invalidated).toEqual([paths]);
    const looked = await client.send(new GetInvalidationCommand({ DistributionId: 'E1', Id: made?.Id }));
    expect(looked.Invalidation).toMatchObject({
      Status: 'Completed',
      InvalidationBatch: { CallerReference: 'r1' },
    });
  });

  it('takes a reference that it has seen for the same invalidation', async () => {
    const first = await client.send(invalidation('r2', ['/a']));
    const again = await client.send(invalidation('r2', ['/a']));
    expect(again.Invalidation?.Id).toBe(first.Invalidation?.Id);
    expect(invalidated).toEqual([['/a']]);
  });

  it('lists its distribution by the comment that commands know it by', async () => {
    const { DistributionList: list } = await client.send(new ListDistributionsCommand({}));
    expect(list?.Items).toMatchObject([{ Id: 'E1', Comment: 'image-previews-dev' }]);
  });

  it('refuses another distribution, an unknown invalidation, and by name what it does not have', async () => {
    await expect(client.send(invalidation('r3', ['/a'], 'E2'))).rejects.toMatchObject({
      name: 'NoSuchDistribution',
    });
    const unknown = new GetInvalidationCommand({ DistributionId: 'E1', Id: 'I0' });
    await expect(client.send(unknown)).rejects.toMatchObject({ name: 'NoSuchInvalidation' });
    await expect(client.send(new GetDistributionCommand({ Id: 'E1' }))).rejects.toThrow(
      'The local twin has no GET /2020-05-31/distribution/E1',
    );
    expect(invalidated).toEqual([]);
  });
});
