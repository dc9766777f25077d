import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { Construct } from 'constructs';
import { UPLOADS_PREFIX } from '../../../lambda/domain/upload';
import * as rules from '../prop-rules';
import { UPLOAD_RETRIES } from '../queues/delivery-retries';
import { requireProps } from '../require-props';
import type { OriginalsBucket } from '../storage/originals-access';
import type { UploadsQueue } from './uploads-queue';

export interface UploadRuleProps {
  /** The name of the rule. */
  readonly name: string;
  /** The bucket whose events the rule matches. */
  readonly bucket: OriginalsBucket;
  /** The queue that receives the events. */
  readonly queue: UploadsQueue;
}

/**
 * Sends the events of an imported bucket to the queue. S3 publishes them on the default bus of the account, where this
 * rule matches them. The notification configuration of the bucket, which others may use, is not changed.
 */
export class UploadRule extends Construct {
  readonly ruleName: string;

  constructor(scope: Construct, id: string, props: UploadRuleProps) {
    super(scope, id);
    requireProps(this, props, { name: rules.ruleName });
    const { name, bucket, queue } = props;
    const rule = new CloudwatchEventRule(this, 'rule', {
      name,
      description: 'Takes what comes and goes under uploads/ of the imported bucket to the uploads queue.',
      eventPattern: JSON.stringify({
        source: ['aws.s3'],
        'detail-type': ['Object Created', 'Object Deleted'],
        detail: {
          bucket: { name: [bucket.bucketName] },
          object: { key: [{ prefix: UPLOADS_PREFIX }] },
        },
      }),
    });
    this.ruleName = rule.name;
    const admission = queue.admit({ service: 'events.amazonaws.com', sourceArns: [rule.arn] });
    const deadLetters = queue.deadLetters.admitRules([rule.arn]);
    new CloudwatchEventTarget(this, 'queue', {
      rule: rule.name,
      targetId: 'uploads',
      arn: queue.queueArn,
      retryPolicy: UPLOAD_RETRIES,
      deadLetterConfig: { arn: queue.deadLetters.queueArn },
      dependsOn: [admission, deadLetters],
    });
  }
}
