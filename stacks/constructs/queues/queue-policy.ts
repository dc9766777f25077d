import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';
import { Construct } from 'constructs';
import { denyPlainHttp, type PolicyStatement, policyDocument } from '../policy-document';
import * as rules from '../prop-rules';
import { requireProps } from '../require-props';

export interface QueuePolicyProps {
  /** URL of the queue. */
  readonly queueUrl: string;
  /** ARN of the queue. */
  readonly queueArn: string;
}

/** A service that sends messages, for certain resources only. */
export interface QueueSender {
  readonly service: 's3.amazonaws.com' | 'events.amazonaws.com';
  /** The buckets or rules that it sends for, at least one. */
  readonly sourceArns: readonly string[];
  /**
   * The account of the buckets or rules. Not for EventBridge, which is documented to send `aws:SourceArn` alone;
   * a rule's ARN contains its account anyway. @default - not checked
   */
  readonly accountId?: string;
}

/** The policy of a queue: requests over TLS only, and the senders that are admitted. */
export class QueuePolicy extends Construct {
  /** The resource to depend on before a sender is configured. */
  readonly resource: SqsQueuePolicy;

  private readonly statements: PolicyStatement[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: QueuePolicyProps,
  ) {
    super(scope, id);
    this.statements = [denyPlainHttp('sqs:*', [props.queueArn])];
    // `Default` is no part of a state address: the policy has the address of this construct.
    this.resource = new SqsQueuePolicy(this, 'Default', {
      queueUrl: props.queueUrl,
      policy: policyDocument(this.statements),
    });
  }

  /** Lets a service send messages to the queue. */
  admit(sid: string, sender: QueueSender): void {
    requireProps(this, sender, { sourceArns: rules.atLeastOneArn });
    const { service, sourceArns, accountId } = sender;
    this.statements.push({
      Sid: sid,
      Effect: 'Allow',
      Principal: { Service: service },
      Action: 'sqs:SendMessage',
      Resource: this.props.queueArn,
      Condition: {
        ArnEquals: { 'aws:SourceArn': sourceArns },
        ...(accountId !== undefined && { StringEquals: { 'aws:SourceAccount': accountId } }),
      },
    });
    this.resource.policy = policyDocument(this.statements);
  }
}
