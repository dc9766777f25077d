import type { Darkroom } from '../../../scripts/connection/connection';
import { moveAll } from '../../../scripts/images/redrive/move-all';

/** A queue service that answers from a script, by the names of its commands. */
function darkroomWith(answers: Readonly<Record<string, () => unknown>>) {
  const sent: { name: string; input: unknown }[] = [];
  const sqs = {
    send: async (command: { constructor: { name: string }; input: unknown }) => {
      const name = command.constructor.name.replace(/Command$/, '');
      sent.push({ name, input: command.input });
      return answers[name]?.();
    },
  };
  const darkroom = { sqs, queueUrl: 'http://q/uploads', deadLetterQueueUrl: 'http://q/dead' };
  return { sent, darkroom: darkroom as unknown as Darkroom };
}

const arn = () => ({ Attributes: { QueueArn: 'arn:aws:sqs:us-east-1:0:q' } });

describe('having SQS move dead letters back itself', () => {
  it('starts the task at the rate given and waits until it is over', async () => {
    const states = ['RUNNING', 'COMPLETED'];
    const { darkroom, sent } = darkroomWith({
      GetQueueAttributes: arn,
      StartMessageMoveTask: () => ({ TaskHandle: 't' }),
      ListMessageMoveTasks: () => ({
        Results: [{ Status: states.shift(), ApproximateNumberOfMessagesMoved: 7 }],
      }),
    });
    expect(await moveAll(darkroom, 12.5)).toBe(7);
    expect(sent.find(({ name }) => name === 'StartMessageMoveTask')?.input).toEqual({
      SourceArn: 'arn:aws:sqs:us-east-1:0:q',
      DestinationArn: 'arn:aws:sqs:us-east-1:0:q',
      MaxNumberOfMessagesPerSecond: 13,
    });
    expect(states).toEqual([]);
  });

  it('returns undefined when the endpoint has no move tasks', async () => {
    const { darkroom } = darkroomWith({
      GetQueueAttributes: arn,
      StartMessageMoveTask: () => {
        throw Object.assign(new Error('Unknown action: StartMessageMoveTask'), { name: 'InvalidAction' });
      },
    });
    expect(await moveAll(darkroom, 20)).toBeUndefined();
  });

  it('reports why SQS failed, and passes other errors on', async () => {
    const failed = darkroomWith({
      GetQueueAttributes: arn,
      StartMessageMoveTask: () => ({}),
      ListMessageMoveTasks: () => ({ Results: [{ Status: 'FAILED', FailureReason: 'AccessDenied' }] }),
    });
    await expect(moveAll(failed.darkroom, 20)).rejects.toThrow('status FAILED: AccessDenied');
    const denied = darkroomWith({
      GetQueueAttributes: arn,
      StartMessageMoveTask: () => {
        throw Object.assign(new Error('no'), { name: 'AccessDenied' });
      },
    });
    await expect(moveAll(denied.darkroom, 20)).rejects.toThrow('no');
  });
});
