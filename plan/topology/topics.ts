import { z } from 'zod';
import type { AppliedPlan } from '../applied-plan';
import { declarationSchema, readAttributes, readDeclarations } from './declaration';

export interface TopicDeclaration {
  readonly name: string;
  readonly arn: string;
  /** The name of the sender of its e-mails. */
  readonly displayName?: string;
  /** The addresses of its e-mail subscriptions. */
  readonly emails: readonly string[];
}

const topic = declarationSchema(
  { name: z.string(), display_name: z.string().optional() },
  { kms_master_key_id: 'nothing is encrypted at rest' },
);

const subscription = declarationSchema({
  topic_arn: z.string(),
  protocol: z.literal('email', 'only e-mail subscriptions are supported'),
  endpoint: z.string(),
});

/** The topics, each with its subscriptions. */
export function readTopics(plan: AppliedPlan): TopicDeclaration[] {
  const subscriptions = readAttributes(plan, 'aws_sns_topic_subscription', subscription);
  return readDeclarations(plan, 'aws_sns_topic', topic, (read, resource) => {
    const arn = resource.computed('arn');
    return {
      name: read.name,
      arn,
      ...(read.display_name !== undefined && { displayName: read.display_name }),
      emails: subscriptions.filter((other) => other.topic_arn === arn).map(({ endpoint }) => endpoint),
    };
  });
}
