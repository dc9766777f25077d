/** The effect of an action that makes another resource act. */
export interface SendingAction {
  /** The type of resource that receives something. */
  readonly to: string;
  /** The words of a diagram for what is sent. */
  readonly label: string;
}

/** The actions by which a function sends something, if its role allows them. Reads and writes are not among them. */
export const SENDING_ACTIONS: Readonly<Record<string, SendingAction>> = {
  'cloudfront:CreateInvalidation': { to: 'aws_cloudfront_distribution', label: 'invalidations' },
  'events:PutEvents': { to: 'aws_cloudwatch_event_bus', label: 'events' },
  'lambda:InvokeFunction': { to: 'aws_lambda_function', label: 'invocations' },
  'sns:Publish': { to: 'aws_sns_topic', label: 'messages' },
  'sqs:SendMessage': { to: 'aws_sqs_queue', label: 'messages' },
};
