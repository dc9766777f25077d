import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** The approximate numbers of messages in a queue. Received and not yet deleted messages are in flight. */
export async function queueCounts(sqs: SQSClient, queueUrl: string) {
  const { Attributes: attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['All'] }),
  );
  const waiting = Number(attributes.ApproximateNumberOfMessages ?? 0);
  const inFlight = Number(attributes.ApproximateNumberOfMessagesNotVisible ?? 0);
  const delayed = Number(attributes.ApproximateNumberOfMessagesDelayed ?? 0);
  return { waiting, inFlight, all: waiting + inFlight + delayed };
}
