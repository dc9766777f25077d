import {
  certificateArn,
  DELIVERIES,
  DELIVERY_ACCESSES,
  delivery,
  deliveryAccess,
  domainName,
  PRICE_CLASSES,
  priceClass,
  publicKeys,
  secretName,
} from '../delivery-settings';

/** The delivery of previews through a CDN. */
export const deliverySettings = {
  DELIVERY: delivery.default('none').meta({
    allowed: DELIVERIES.join(', '),
    description:
      'How previews reach viewers. `cloudfront` adds the stack `delivery`: stable addresses at a CDN; see [Delivery](how-to/deliver-previews.md).',
  }),
  DELIVERY_ACCESS: deliveryAccess.default('public').meta({
    allowed: DELIVERY_ACCESSES.join(', '),
    description:
      'Who may view previews through the CDN: everybody who knows an address, or viewers with a signed address or cookie; see [Signed delivery](how-to/sign-deliveries.md).',
  }),
  DELIVERY_DOMAIN: domainName.optional().meta({
    allowed: 'a domain name, such as `images.example.com`',
    description: 'Your own domain for the addresses of previews.',
    none: 'The domain that CloudFront chooses.',
  }),
  DELIVERY_CERTIFICATE_ARN: certificateArn.optional().meta({
    allowed: 'the ARN of an ACM certificate in us-east-1',
    description: 'The certificate of `DELIVERY_DOMAIN`.',
    none: 'The certificate of CloudFront.',
  }),
  DELIVERY_PUBLIC_KEY: publicKeys.optional().meta({
    allowed: '1 to 5 RSA public keys of 2048 bits in PEM format, one after the other',
    description:
      'The keys whose signatures admit viewers with `DELIVERY_ACCESS=signed`. The API signs with the first one; the others serve rotation.',
    none: 'No signatures.',
  }),
  DELIVERY_PRIVATE_KEY_SECRET: secretName.optional().meta({
    allowed: 'the name of a secret in AWS Secrets Manager',
    description:
      'The secret that contains the private key, in PEM format, that belongs to the first key of `DELIVERY_PUBLIC_KEY`. The key itself is never in the state.',
    none: 'No signatures.',
  }),
  DELIVERY_PRICE_CLASS: priceClass.default('PriceClass_100').meta({
    allowed: PRICE_CLASSES.join(', '),
    description:
      'The regions whose caches CloudFront uses: North America and Europe; these and most others; or all.',
  }),
};
