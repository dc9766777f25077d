/** A condition key with which AWS services identify the resource and the account that they act for. */
export type ServiceConditionKey = 'aws:SourceArn' | 'aws:SourceAccount';

/**
 * The condition keys that a service sends with an action, according to its documentation. A policy with a condition on
 * another key admits no request. Add a pair only with its source.
 */
const SENT: Readonly<Record<string, readonly ServiceConditionKey[]>> = {
  // Amazon S3 User Guide, "Granting permissions to publish event notification messages to a destination"
  's3.amazonaws.com sqs:SendMessage': ['aws:SourceArn', 'aws:SourceAccount'],
  // Amazon CloudWatch User Guide, "Notifying users on alarm changes"
  'cloudwatch.amazonaws.com sns:Publish': ['aws:SourceArn', 'aws:SourceAccount'],
  // Amazon CloudWatch User Guide, "Invoke a Lambda function from an alarm"
  'lambda.alarms.cloudwatch.amazonaws.com lambda:InvokeFunction': ['aws:SourceArn', 'aws:SourceAccount'],
  // AWS Cost Management User Guide, "Creating an Amazon SNS topic for budget notifications"
  'budgets.amazonaws.com sns:Publish': ['aws:SourceArn', 'aws:SourceAccount'],
  // Amazon EventBridge User Guide, "Using resource-based policies": "Amazon SQS permissions" has the ARN alone;
  // "Amazon SNS permissions" says that Condition blocks are not supported.
  'events.amazonaws.com sqs:SendMessage': ['aws:SourceArn'],
  'events.amazonaws.com sns:Publish': [],
  // Amazon CloudFront Developer Guide, "Restrict access to an Amazon S3 origin"
  'cloudfront.amazonaws.com s3:GetObject': ['aws:SourceArn'],
  'cloudfront.amazonaws.com s3:ListBucket': ['aws:SourceArn'],
  // Amazon API Gateway Developer Guide, "Control access to a REST API: Lambda permissions"
  'apigateway.amazonaws.com lambda:InvokeFunction': ['aws:SourceArn'],
};

/** The condition keys that a service sends with an action; undefined if they are not known. */
export const conditionKeysSent = (
  service: string,
  action: string,
): readonly ServiceConditionKey[] | undefined => SENT[`${service} ${action}`];
