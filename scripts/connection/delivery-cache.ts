import {
  CloudFrontClient,
  type CloudFrontClientConfig,
  CreateInvalidationCommand,
  paginateListDistributions,
} from '@aws-sdk/client-cloudfront';
import { CloudFrontCache } from '../../lambda/adapters/cloudfront/cloudfront-cache';
import type { PreviewCache } from '../../lambda/domain/ports';
import { EXIT, OperatorError } from '../cli/exit-codes';

/**
 * The CDN caches of an environment. The distribution is looked up at the first invalidation.
 * @param name the comment of the distribution
 */
export function deliveryCache(name: string, configuration: CloudFrontClientConfig): PreviewCache {
  const client = new CloudFrontClient(configuration);
  let cache: Promise<CloudFrontCache> | undefined;
  const create = async (DistributionId: string, path: string, CallerReference: string): Promise<void> => {
    const InvalidationBatch = { CallerReference, Paths: { Quantity: 1, Items: [path] } };
    await client.send(new CreateInvalidationCommand({ DistributionId, InvalidationBatch }));
  };
  return {
    async invalidate(imageId, cause) {
      cache ??= distributionNamed(name, client).then((id) => new CloudFrontCache(id, create));
      return (await cache).invalidate(imageId, cause);
    },
  };
}

/** @throws OperatorError if no distribution has the name */
async function distributionNamed(name: string, client: CloudFrontClient): Promise<string> {
  for await (const { DistributionList: page } of paginateListDistributions({ client }, {})) {
    const found = page?.Items?.find(({ Comment: comment }) => comment === name);
    if (found?.Id) return found.Id;
  }
  throw new OperatorError(
    `There is no CloudFront distribution ${name}, though DELIVERY=cloudfront is set. Deploy it: npx cdktf deploy storage delivery pipeline`,
    EXIT.findings,
  );
}
