import { CloudfrontCachePolicy } from '@cdktf/provider-aws/lib/cloudfront-cache-policy';
import {
  CloudfrontDistribution,
  type CloudfrontDistributionViewerCertificate,
} from '@cdktf/provider-aws/lib/cloudfront-distribution';
import { CloudfrontFunction } from '@cdktf/provider-aws/lib/cloudfront-function';
import { CloudfrontOriginAccessControl } from '@cdktf/provider-aws/lib/cloudfront-origin-access-control';
import { Construct } from 'constructs';
import { CACHE_SECONDS } from '../../../lambda/domain/previews/preview-caching';
import { priceClass } from '../../delivery-settings';
import { formatCode, metadataCode, type PresetExtensions } from '../../edge/edge-code';
import type { LambdaFunction } from '../lambda-function';
import * as rules from '../prop-rules';
import { requireProps } from '../require-props';
import { grantReadSecret, type SecretLocation } from '../secret-access';
import { DeliveryHeaders } from './delivery-headers';
import { TrustedKeys } from './trusted-keys';

export const INVALIDATE = ['cloudfront:CreateInvalidation'] as const;

const ORIGIN = 'processed-bucket';
/** No object has this key. Without a default root object, a request for `/` would list all objects. */
const NO_OBJECT = 'previews';

/** A custom domain and its certificate. */
export interface DeliveryDomain {
  readonly name: string;
  /** The ARN of a certificate in us-east-1. CloudFront accepts no other region. */
  readonly certificateArn: string;
}

export interface PreviewDeliveryProps {
  /** The name of the policies and the keys, and the prefix of the names of the functions. */
  readonly name: string;
  /** The domain name of the processed bucket in S3. */
  readonly bucketDomain: string;
  /** The extensions of the files of each preset, best first. */
  readonly presets: PresetExtensions;
  /** Origins whose scripts may read previews. */
  readonly allowedOrigins: readonly string[];
  /** The regions whose caches are used, for example `PriceClass_100`. */
  readonly priceClass: string;
  /** @default - the domain that CloudFront chooses */
  readonly domain?: DeliveryDomain | undefined;
  /** Public keys in PEM format. Viewers need a signature by one of them. @default - none: previews are public */
  readonly publicKeys?: readonly string[] | undefined;
}

/** CloudFront in front of the processed bucket. It reads with its own identity, so the bucket stays private. */
export class PreviewDelivery extends Construct {
  readonly distributionId: string;
  readonly distributionArn: string;
  /** The domain that CloudFront assigns. A custom domain must point to it. */
  readonly domainName: string;
  /** The keys of signatures; undefined if previews are public. */
  readonly trustedKeys: TrustedKeys | undefined;

  constructor(scope: Construct, id: string, props: PreviewDeliveryProps) {
    super(scope, id);
    requireProps(this, props, {
      name: rules.deliveryName,
      allowedOrigins: rules.webOrigins,
      priceClass,
      domain: rules.deliveryDomain,
      publicKeys: rules.atLeastOneKey,
    });
    const { name, publicKeys, domain } = props;
    this.trustedKeys = publicKeys && new TrustedKeys(this, 'trusted-keys', { name, publicKeys });
    const chooseFormat = this.edgeFunction(
      'choose-format',
      'Chooses the format of a preview by the Accept header.',
      formatCode(props.presets),
      name,
    );
    const hideMetadata = this.edgeFunction(
      'hide-metadata',
      'Hides the metadata of previews.',
      metadataCode(),
      name,
    );
    const access = new CloudfrontOriginAccessControl(this, 'access', {
      name,
      originAccessControlOriginType: 's3',
      signingBehavior: 'always',
      signingProtocol: 'sigv4',
    });
    const { policyId } = new DeliveryHeaders(this, 'headers', { name, allowedOrigins: props.allowedOrigins });
    const distribution = new CloudfrontDistribution(this, 'distribution', {
      comment: name,
      enabled: true,
      isIpv6Enabled: true,
      httpVersion: 'http2and3',
      priceClass: props.priceClass,
      defaultRootObject: NO_OBJECT,
      ...(domain && { aliases: [domain.name] }),
      origin: [{ originId: ORIGIN, domainName: props.bucketDomain, originAccessControlId: access.id }],
      defaultCacheBehavior: {
        targetOriginId: ORIGIN,
        viewerProtocolPolicy: 'redirect-to-https',
        allowedMethods: ['GET', 'HEAD'],
        cachedMethods: ['GET', 'HEAD'],
        // Images are already compressed.
        compress: false,
        cachePolicyId: this.cachePolicy(name),
        responseHeadersPolicyId: policyId,
        functionAssociation: [
          { eventType: 'viewer-request', functionArn: chooseFormat.arn },
          { eventType: 'viewer-response', functionArn: hideMetadata.arn },
        ],
        ...(this.trustedKeys && { trustedKeyGroups: [this.trustedKeys.keyGroupId] }),
      },
      restrictions: { geoRestriction: { restrictionType: 'none', locations: [] } },
      viewerCertificate: viewerCertificate(domain),
    });
    this.distributionId = distribution.id;
    this.distributionArn = distribution.arn;
    this.domainName = distribution.domainName;
  }

  /** Lets a function invalidate cached images, and sets `DELIVERY_DISTRIBUTION_ID` in its environment. */
  grantInvalidate(fn: LambdaFunction): void {
    fn.setEnvironment('DELIVERY_DISTRIBUTION_ID', this.distributionId);
    fn.allow({ Sid: 'InvalidatePreviews', Action: INVALIDATE, Resource: this.distributionArn });
  }

  /**
   * Sets the base URL of the previews in the environment of a function (`DELIVERY_URL`).
   * @param url without a trailing slash
   */
  grantAddress(fn: LambdaFunction, url: string): void {
    fn.setEnvironment('DELIVERY_URL', url);
  }

  /**
   * Lets a function sign URLs. Sets `DELIVERY_KEY_PAIR_ID` and `DELIVERY_PRIVATE_KEY_SECRET` in its environment.
   * @param secret contains the private key
   * @throws Error if previews are public
   */
  grantSign(fn: LambdaFunction, secret: SecretLocation): void {
    if (!this.trustedKeys) throw new Error(`${this.node.path} needs no signatures: it has no public keys`);
    fn.setEnvironment('DELIVERY_KEY_PAIR_ID', this.trustedKeys.signingKeyId);
    fn.setEnvironment('DELIVERY_PRIVATE_KEY_SECRET', secret.secretName);
    grantReadSecret(fn, 'ReadSigningKey', secret);
  }

  private edgeFunction(id: string, comment: string, code: string, name: string): CloudfrontFunction {
    return new CloudfrontFunction(this, id, {
      name: `${name}-${id}`,
      comment,
      runtime: 'cloudfront-js-2.0',
      code: verbatim(code),
      publish: true,
    });
  }

  /**
   * Caches for a year, because the content of a key does not change. The path, which includes the format, is the key.
   */
  private cachePolicy(name: string): string {
    return new CloudfrontCachePolicy(this, 'cache-policy', {
      name,
      minTtl: 0,
      defaultTtl: CACHE_SECONDS,
      maxTtl: CACHE_SECONDS,
      parametersInCacheKeyAndForwardedToOrigin: {
        cookiesConfig: { cookieBehavior: 'none' },
        headersConfig: { headerBehavior: 'none' },
        queryStringsConfig: { queryStringBehavior: 'none' },
        enableAcceptEncodingBrotli: false,
        enableAcceptEncodingGzip: false,
      },
    }).id;
  }
}

/** Escapes `${`, which Terraform interprets as an expression. */
const verbatim = (code: string): string => code.replaceAll('${', () => '$${');

/** The certificate. With the default domain, CloudFront does not allow a choice of the TLS version. */
const viewerCertificate = (domain: DeliveryDomain | undefined): CloudfrontDistributionViewerCertificate =>
  domain
    ? {
        acmCertificateArn: domain.certificateArn,
        sslSupportMethod: 'sni-only',
        minimumProtocolVersion: 'TLSv1.2_2021',
      }
    : { cloudfrontDefaultCertificate: true };
