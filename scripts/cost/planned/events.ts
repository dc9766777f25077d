import type { ImageEventType } from '../../../lambda/domain/image-event';
import type { Plan, PlannedResource } from '../../../plan/plan';

export interface PlannedEvents {
  /** Whether S3 sends the source bucket's events to EventBridge, which bills for each. */
  readonly ofSourceBucket: boolean;
  /** Days that each archive keeps events. */
  readonly archiveDays: readonly number[];
  /** Messages to topics, and e-mails, for one finished photo. */
  readonly publications: number;
  readonly emails: number;
}

const FINISHED: ImageEventType = 'Image Processing Completed';

export function plannedEvents(plan: Plan): PlannedEvents {
  const topics = topicsOf(plan, FINISHED);
  const notifications = plan.resources('aws_s3_bucket_notification');
  return {
    // An imported bucket has no notification of ours: its owner lets it send its events to EventBridge.
    ofSourceBucket: notifications.every(({ attributes }) => attributes.eventbridge === true),
    archiveDays: plan
      .resources('aws_cloudwatch_event_archive')
      .map(({ attributes }) => Number(attributes.retention_days ?? Infinity)),
    publications: topics.length,
    emails: topics.reduce((sum, topic) => sum + emailsOf(plan, topic), 0),
  };
}

/** The topics that a type of event is sent to. */
function topicsOf(plan: Plan, type: ImageEventType): PlannedResource[] {
  const rules = plan
    .resources('aws_cloudwatch_event_rule')
    .filter(({ attributes }) => String(attributes.event_pattern).includes(JSON.stringify(type)));
  return plan
    .resources('aws_cloudwatch_event_target')
    .filter((target) => rules.some((rule) => plan.refers(target.attributes.rule, target, rule)))
    .flatMap((target) => plan.referenced(target.attributes.arn, target))
    .filter((target) => target.type === 'aws_sns_topic');
}

const emailsOf = (plan: Plan, topic: PlannedResource): number =>
  plan
    .resources('aws_sns_topic_subscription')
    .filter(({ attributes }) => attributes.protocol === 'email')
    .filter((subscription) => plan.refers(subscription.attributes.topic_arn, subscription, topic)).length;
