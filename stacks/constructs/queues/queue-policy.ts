import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';
import { Construct } from 'constructs';
import { denyPlainHttp, type PolicyStatement, policyDocument } from '../policy-document';
import * as rules from '../prop-rules';
import { requireProps } from '../require-props';

export interface QueuePolicyProps {
  /** The URL of the queue. */
  readonly queueUrl: string;
  /** The ARN of the queue. */
  readonly queueArn: string;
}

/** A service that sends messages on behalf of certain resources. */
export interface QueueSender {
  readonly service: 's3.amazonaws.com' | 'events.amazonaws.com';
  /** The ARNs of the buckets or rules, at least one. */
  readonly sourceArns: readonly string[];
  /**
   * The account of the buckets. Omit it for EventBridge, which is documented to send only `aws:SourceArn`; the ARN of a
   * rule contains its account. @default - not checked
   */
  readonly accountId?: string;
}

/** The policy of a queue. It accepts only requests with TLS, and messages of admitted senders. */
export class QueuePolicy extends Construct {
  /** The resource that the configuration of a sender must depend on. */
  readonly resource: SqsQueuePolicy;

  private readonly statements: PolicyStatement[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: QueuePolicyProps,
  ) {
    super(scope, id);
    this.statements = [denyPlainHttp('sqs:*', [props.queueArn])];
    // The id `Default` is omitted from state addresses, so the policy has the address of this construct.
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
