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
  /** Name of the rule. */
  readonly name: string;
  /** The bucket whose events the rule matches. */
  readonly bucket: OriginalsBucket;
  /** The queue that receives them. */
  readonly queue: UploadsQueue;
}

/**
 * Takes uploads from an imported bucket: S3 sends its events to the account's default bus, and this rule
 * sends them to the queue. The bucket's own notification, which may serve others, stays as it is.
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
