import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { emailAddress } from '../setting-rules';
import type { EncryptionKey } from './encryption-key';
import { denyPlainHttp, type PolicyStatement, policyDocument } from './policy-document';
import * as rules from './prop-rules';
import { requireProps } from './require-props';

export interface TopicProps {
  /** The name of the topic. */
  readonly name: string;
  /** The name of the sender in e-mails. */
  readonly displayName: string;
  /** The address that receives every message after its owner has confirmed. @default - nobody is subscribed */
  readonly email?: string | undefined;
  /** The key that encrypts the messages. @default - not encrypted with a key of the account */
  readonly encryptionKey?: EncryptionKey | undefined;
}

/** A topic with one kind of publisher and, optionally, one e-mail subscription. */
export class Topic extends Construct {
  readonly topicName: string;
  readonly topicArn: string;
  private readonly statements: PolicyStatement[];
  /** The resource that the configuration of a publisher must depend on. */
  readonly policy: SnsTopicPolicy;

  constructor(scope: Construct, id: string, props: TopicProps) {
    super(scope, id);
    requireProps(this, props, { name: rules.topicName, displayName: rules.displayName, email: emailAddress });
    const { name, displayName, email, encryptionKey } = props;
    const topic = new SnsTopic(this, 'topic', {
      name,
      displayName,
      ...(encryptionKey && { kmsMasterKeyId: encryptionKey.keyArn }),
    });
    this.topicName = topic.name;
    this.topicArn = topic.arn;
    this.statements = [denyPlainHttp('sns:Publish', [topic.arn])];
    // Replaces the default policy of SNS, which lets the whole account publish.
    this.policy = new SnsTopicPolicy(this, 'policy', {
      arn: topic.arn,
      policy: policyDocument(this.statements),
    });
    if (email) {
      new SnsTopicSubscription(this, 'email', { topicArn: topic.arn, protocol: 'email', endpoint: email });
    }
  }

  /**
   * Lets the rules of the account publish. There is no condition, because EventBridge does not support conditions in
   * the policy of a topic. Source: Amazon EventBridge User Guide, "Using resource-based policies", "Amazon SNS
   * permissions".
   * @returns the resource that the targets of the rules must depend on
   */
  admitEventBridge(): ITerraformDependable {
    this.admit({ Principal: { Service: 'events.amazonaws.com' } });
    return this.policy;
  }

  /** Lets these alarms of an account publish. */
  admitAlarms(alarmArns: readonly string[], accountId: string): void {
    requireProps(this, { alarmArns }, { alarmArns: rules.atLeastOneArn });
    this.admit({
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Condition: {
        ArnEquals: { 'aws:SourceArn': alarmArns },
        StringEquals: { 'aws:SourceAccount': accountId },
      },
    });
  }

  /** Lets the budgets of an account publish. */
  admitBudgets(accountId: string): void {
    this.admit(
      {
        Principal: { Service: 'budgets.amazonaws.com' },
        Condition: {
          ArnLike: { 'aws:SourceArn': `arn:aws:budgets::${accountId}:*` },
          StringEquals: { 'aws:SourceAccount': accountId },
        },
      },
      'AdmitBudgets',
    );
  }

  private admit(publisher: Pick<PolicyStatement, 'Principal' | 'Condition'>, sid = 'AdmitPublishers'): void {
    this.statements.push({
      Sid: sid,
      Effect: 'Allow',
      Action: 'sns:Publish',
      Resource: this.topicArn,
      ...publisher,
    });
    this.policy.policy = policyDocument(this.statements);
  }
}
