import { CloudFrontClient, CreateInvalidationCommand } from '@aws-sdk/client-cloudfront';
import { TIMEOUTS } from '../aws-clients';

const client = new CloudFrontClient({ requestHandler: TIMEOUTS });

/** Invalidates one path of a distribution. Requests with the same reference are one invalidation. */
export async function createInvalidation(
  distributionId: string,
  path: string,
  reference: string,
): Promise<void> {
  await client.send(
    new CreateInvalidationCommand({
      DistributionId: distributionId,
      InvalidationBatch: { CallerReference: reference, Paths: { Quantity: 1, Items: [path] } },
    }),
  );
}
