import { createPublicKey } from 'node:crypto';
import { z } from 'zod';
import { oneOf } from './setting-rules';

/** Rules of the settings of the `delivery` stack. */

/** The region of the metrics and certificates of CloudFront, whatever the region of the buckets. */
export const CLOUDFRONT_REGION = 'us-east-1';

export const DELIVERIES = ['none', 'cloudfront'] as const;
export const DELIVERY_ACCESSES = ['public', 'signed'] as const;
export const PRICE_CLASSES = ['PriceClass_100', 'PriceClass_200', 'PriceClass_All'] as const;

export const delivery = oneOf(DELIVERIES);
export const deliveryAccess = oneOf(DELIVERY_ACCESSES);
export const priceClass = oneOf(PRICE_CLASSES);

export const domainName = z
  .string()
  .regex(
    /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
    'must be a domain name such as images.example.com, in lower case',
  );

/** Source: Amazon CloudFront Developer Guide, "Requirements for using SSL/TLS certificates with CloudFront". */
export const certificateArn = z
  .string()
  .regex(
    /^arn:aws:acm:us-east-1:\d{12}:certificate\/[A-Za-z0-9-]+$/,
    'must be the ARN of a certificate in us-east-1, where CloudFront reads certificates: arn:aws:acm:us-east-1:ACCOUNT:certificate/ID',
  );

/** Source: AWS Secrets Manager API reference, CreateSecret. */
export const secretName = z
  .string()
  .regex(
    /^[A-Za-z0-9/_+=.@-]{1,512}$/,
    'must be the name of a secret: 1 to 512 of A-Z, a-z, 0-9 and /_+=.@-',
  );

const PEM = /-----BEGIN PUBLIC KEY-----[\s\S]+?-----END PUBLIC KEY-----/g;
/** Source: Amazon CloudFront Developer Guide, "Quotas on key groups": public keys in a key group. */
const MAX_KEYS = 5;
/** The size of RSA keys. Source: "Specify signers that can create signed URLs and signed cookies". */
const KEY_BITS = 2048;

function isRsaKey(pem: string): boolean {
  try {
    const key = createPublicKey(pem);
    return key.asymmetricKeyType === 'rsa' && key.asymmetricKeyDetails?.modulusLength === KEY_BITS;
  } catch {
    return false;
  }
}

/** Concatenated keys in PEM format. Line ends may be written as `\n`, which JSON and one-line editors need. */
export const publicKeys = z.string().transform((text, context): string[] => {
  const keys = [...text.replaceAll('\\n', '\n').matchAll(PEM)].map(([pem]) => `${pem}\n`);
  if (keys.length > 0 && keys.length <= MAX_KEYS && keys.every(isRsaKey)) return keys;
  context.addIssue({
    code: 'custom',
    message: `must be 1 to ${MAX_KEYS} RSA public keys of ${KEY_BITS} bits in PEM format (-----BEGIN PUBLIC KEY-----), the one that signs first`,
  });
  return z.NEVER;
});

/** The settings of the `delivery` stack. */
export interface DeliverySettings {
  readonly DELIVERY: (typeof DELIVERIES)[number];
  readonly DELIVERY_ACCESS: (typeof DELIVERY_ACCESSES)[number];
  readonly DELIVERY_DOMAIN?: string | undefined;
  readonly DELIVERY_CERTIFICATE_ARN?: string | undefined;
  readonly DELIVERY_PUBLIC_KEY?: readonly string[] | undefined;
  readonly DELIVERY_PRIVATE_KEY_SECRET?: string | undefined;
}

/** Settings that require another one, with the reason. */
const PARTNERS = [
  ['DELIVERY_DOMAIN', 'DELIVERY_CERTIFICATE_ARN', 'browsers ask for its certificate'],
  ['DELIVERY_CERTIFICATE_ARN', 'DELIVERY_DOMAIN', 'a certificate is for a domain'],
  ['DELIVERY_ACCESS', 'DELIVERY_PUBLIC_KEY', 'CloudFront verifies signatures with it'],
  ['DELIVERY_ACCESS', 'DELIVERY_PRIVATE_KEY_SECRET', 'the API signs addresses with it'],
] as const;

/** Returns a message for each setting that has no effect, or whose partner is missing. */
export function deliveryProblems(settings: DeliverySettings): string[] {
  const isGiven = (name: keyof DeliverySettings) =>
    name === 'DELIVERY_ACCESS' ? settings[name] === 'signed' : settings[name] !== undefined;
  const given = PARTNERS.filter(([name]) => isGiven(name));
  const stray = settings.DELIVERY === 'none' ? new Set(given.map(([name]) => name)) : [];
  return [
    ...[...stray].map((name) => `${name} has no effect without a delivery. Set DELIVERY=cloudfront.`),
    ...given
      .filter(([, partner]) => !isGiven(partner))
      .map(([name, partner, why]) => {
        const setting = name === 'DELIVERY_ACCESS' ? `${name}=signed` : name;
        return `${setting} needs ${partner} too: ${why}. Set ${partner}.`;
      }),
  ];
}
