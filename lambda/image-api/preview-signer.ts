import { deliveringSigner, PublicDelivery, SignedDelivery } from '../adapters/cloudfront/delivery-addresses';
import { SigningKey } from '../adapters/cloudfront/signing-key';
import type { UrlSigner } from '../domain/signed-urls';

interface DeliveryEnvironment {
  readonly DELIVERY_URL?: string | undefined;
  readonly DELIVERY_KEY_PAIR_ID?: string | undefined;
  readonly DELIVERY_PRIVATE_KEY_SECRET?: string | undefined;
}

/**
 * The signer of the API. With a CDN, previews have URLs of the CDN, which are signed if the CDN requires it. Without a
 * CDN, they have presigned URLs of the bucket.
 */
export function previewSigner(
  {
    DELIVERY_URL: url,
    DELIVERY_KEY_PAIR_ID: keyPairId,
    DELIVERY_PRIVATE_KEY_SECRET: secretName,
  }: DeliveryEnvironment,
  presigner: UrlSigner,
): UrlSigner {
  if (!url) return presigner;
  const signed =
    keyPairId && secretName && new SignedDelivery(url, new SigningKey(keyPairId, secretName), Date.now);
  return deliveringSigner(presigner, signed || new PublicDelivery(url));
}
