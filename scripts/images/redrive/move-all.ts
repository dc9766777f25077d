import { setTimeout as sleep } from 'node:timers/promises';
import {
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  type ListMessageMoveTasksResultEntry,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { EXIT, OperatorError } from '../../cli/exit-codes';
import type { Darkroom } from '../../connection/connection';

/** Error names of endpoints without message move tasks. */
const UNKNOWN_OPERATION = [
  'InvalidAction',
  'UnknownOperationException',
  'UnsupportedOperation',
  'NotImplemented',
];
const POLL_MS = 1000;

/**
 * Starts a message move task of SQS and waits for its end.
 * @returns the number of moved messages, or undefined when the endpoint has no such task
 * @throws OperatorError when the task fails
 */
export async function moveAll(darkroom: Darkroom, rate: number): Promise<number | undefined> {
  const SourceArn = await arnOf(darkroom.deadLetterQueueUrl, darkroom);
  const DestinationArn = await arnOf(darkroom.queueUrl, darkroom);
  try {
    await darkroom.sqs.send(
      new StartMessageMoveTaskCommand({
        SourceArn,
        DestinationArn,
        MaxNumberOfMessagesPerSecond: Math.ceil(rate),
      }),
    );
  } catch (error) {
    const { name = '', message = '' } = error as Partial<Error>;
    if (UNKNOWN_OPERATION.includes(name) || /unknown (action|operation)/i.test(message)) return undefined;
    throw error;
  }
  for (;;) {
    const { Results: [task] = [] } = await darkroom.sqs.send(
      new ListMessageMoveTasksCommand({ SourceArn, MaxResults: 1 }),
    );
    if (task?.Status !== 'RUNNING') return movedBy(task);
    await sleep(POLL_MS);
  }
}

function movedBy(task: ListMessageMoveTasksResultEntry | undefined): number {
  if (task?.Status === 'COMPLETED') return Number(task.ApproximateNumberOfMessagesMoved ?? 0);
  throw new OperatorError(
    `The message move task of SQS ended with status ${task?.Status ?? 'unknown'}: ${task?.FailureReason ?? 'no reason was given'}. The remaining messages are still in the dead-letter queue.`,
    EXIT.unreachable,
  );
}

async function arnOf(QueueUrl: string, { sqs }: Darkroom): Promise<string> {
  const { Attributes: attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  return attributes?.QueueArn ?? '';
}
