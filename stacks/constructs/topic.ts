import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription';
import { Construct } from 'constructs';
import { policyDocument } from './policy-document';

export interface TopicProps {
  readonly name: string;
  /** Who the messages are from, as a mail program shows it. */
  readonly displayName: string;
  /** Gets every message, once its owner has confirmed. @default nobody */
  readonly email?: string | undefined;
}

/** The only ones that may publish to a topic. */
export interface TopicPublishers {
  readonly service: 'events.amazonaws.com' | 'cloudwatch.amazonaws.com';
  readonly sourceArns: readonly string[];
  readonly accountId: string;
}

/** A topic that one kind of source publishes to and, if wanted, one person reads by e-mail. */
export class Topic extends Construct {
  readonly topicName: string;
  readonly topicArn: string;

  constructor(scope: Construct, id: string, { name, displayName, email }: TopicProps) {
    super(scope, id);
    const topic = new SnsTopic(this, 'topic', { name, displayName });
    this.topicName = topic.name;
    this.topicArn = topic.arn;
    if (email) {
      new SnsTopicSubscription(this, 'email', { topicArn: topic.arn, protocol: 'email', endpoint: email });
    }
  }

  /** Replaces the policy that SNS gives a new topic, under which the whole account may publish. */
  admit({ service, sourceArns, accountId }: TopicPublishers): void {
    new SnsTopicPolicy(this, 'policy', {
      arn: this.topicArn,
      policy: policyDocument([
        {
          Sid: 'AdmitPublishers',
          Effect: 'Allow',
          Principal: { Service: service },
          Action: 'sns:Publish',
          Resource: this.topicArn,
          Condition: {
            ArnEquals: { 'aws:SourceArn': sourceArns },
            StringEquals: { 'aws:SourceAccount': accountId },
          },
        },
      ]),
    });
  }
}
