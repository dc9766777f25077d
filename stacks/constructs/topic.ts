import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription';
import { Construct } from 'constructs';
import { emailAddress } from '../setting-rules';
import { policyDocument } from './policy-document';
import * as rules from './prop-rules';
import { requireProps } from './require-props';

export interface TopicProps {
  /** Name of the topic. */
  readonly name: string;
  /** The sender's name of its e-mails. */
  readonly displayName: string;
  /** Address that receives every message, once its owner has confirmed. @default - nobody is subscribed */
  readonly email?: string | undefined;
}

/** The only publishers that a topic accepts. */
export interface TopicPublishers {
  /** The service that publishes. */
  readonly service: 'events.amazonaws.com' | 'cloudwatch.amazonaws.com';
  /** The rules or alarms that it publishes for, at least one. */
  readonly sourceArns: readonly string[];
  /** Their account. */
  readonly accountId: string;
}

/** A topic with one kind of publisher and, optionally, one subscriber by e-mail. */
export class Topic extends Construct {
  readonly topicName: string;
  readonly topicArn: string;

  constructor(scope: Construct, id: string, props: TopicProps) {
    super(scope, id);
    requireProps(this, props, { name: rules.topicName, displayName: rules.displayName, email: emailAddress });
    const { name, displayName, email } = props;
    const topic = new SnsTopic(this, 'topic', { name, displayName });
    this.topicName = topic.name;
    this.topicArn = topic.arn;
    if (email) {
      new SnsTopicSubscription(this, 'email', { topicArn: topic.arn, protocol: 'email', endpoint: email });
    }
  }

  /** Replaces the policy that SNS gives a new topic, which lets the whole account publish. */
  admit(publishers: TopicPublishers): void {
    requireProps(this, publishers, { sourceArns: rules.atLeastOneArn });
    const { service, sourceArns, accountId } = publishers;
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
