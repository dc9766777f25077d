import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import type { Construct } from 'constructs';
import { DeliveryAccess } from './constructs/delivery/delivery-access';
import { PreviewDelivery } from './constructs/delivery/preview-delivery';
import { DeliveryAlarms } from './constructs/monitoring/delivery-alarms';
import { DarkroomStack } from './darkroom-stack';
import { CLOUDFRONT_REGION } from './delivery-settings';
import { presetExtensions } from './edge/preset-extensions';
import { describeOutputs } from './outputs';
import { keepRemoteState } from './remote-state';
import type { Settings } from './settings';
import type { StorageStack } from './storage-stack';

export interface DeliveryStackProps {
  /** The settings of the deployment. */
  readonly settings: Settings;
  /** The stack with the processed bucket. */
  readonly storage: StorageStack;
}

/**
 * CloudFront in front of the previews. It is a separate stack, because the URLs of previews must outlive the
 * pipeline. It extends the policy of the processed bucket, which must contain the ARN of the distribution.
 */
export class DeliveryStack extends DarkroomStack {
  readonly delivery: PreviewDelivery;
  /** The base URL of the previews, without a trailing slash. */
  readonly url: string;

  constructor(scope: Construct, id: string, { settings, storage }: DeliveryStackProps) {
    super(scope, id, settings, CLOUDFRONT_REGION);
    keepRemoteState(this, settings);
    const { names } = this;
    const { DELIVERY_DOMAIN: name, DELIVERY_CERTIFICATE_ARN: certificateArn } = settings;
    const { accountId } = new DataAwsCallerIdentity(this, 'current');
    const bucket = storage.processedBucket;
    this.delivery = new PreviewDelivery(this, 'preview-delivery', {
      name: names.delivery,
      bucketDomain: `${bucket.bucketName}.s3.${settings.AWS_REGION}.amazonaws.com`,
      presets: presetExtensions(settings),
      allowedOrigins: settings.CORS_ALLOWED_ORIGINS,
      priceClass: settings.DELIVERY_PRICE_CLASS,
      ...(name && certificateArn && { domain: { name, certificateArn } }),
      ...(settings.DELIVERY_ACCESS === 'signed' && { publicKeys: settings.DELIVERY_PUBLIC_KEY }),
    });
    const { distributionId, distributionArn, domainName } = this.delivery;
    const provider = new AwsProvider(this, 'storage-region', {
      alias: 'storage-region',
      region: settings.AWS_REGION,
    });
    new DeliveryAccess(this, 'access', { bucket, distributionArn, provider });
    this.url = `https://${name ?? domainName}`;
    const { alerts } = new DeliveryAlarms(this, 'alarms', { names, settings, accountId, distributionId });
    describeOutputs(this, {
      delivery_url: [this.url, 'The address of the previews, without a slash at its end.'],
      delivery_domain_target: [domainName, 'The name that the DNS record of an own domain points to.'],
      delivery_distribution_id: [distributionId, 'The CloudFront distribution of the previews.'],
      delivery_alerts_topic_arn: [
        alerts.topicArn,
        'The topic of the alarm on the distribution, in us-east-1.',
      ],
    });
  }
}
