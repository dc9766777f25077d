import { PurgeQueueCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import sharp from 'sharp';
import { type Deployment, itOnTwin } from '../../support/deployment';
import { jpegPhoto } from '../../support/photos';

/** What cannot be processed is tried three times, then kept for people. */
export function describeCrashes(opened: () => Deployment): void {
  describe('a message that fails', () => {
    afterEach(async () => {
      const { sqs, outputs } = opened();
      await sqs.send(new PurgeQueueCommand({ QueueUrl: outputs.dead_letter_queue_url }));
    });

    itOnTwin(
      'is delivered again after its function was killed, and completes (needs a local twin)',
      async () => {
        const deployment = opened();
        const key = 'uploads/killed-once.jpg';
        await deployment.upload(key, await slowPhoto());
        await deployment.recordOf(key, ({ processingStatus }) => processingStatus === 'PROCESSING');
        kill(processesOf(deployment));
        const record = await deployment.recordOf(key);
        expect(record).toMatchObject({ processingStatus: 'COMPLETED', attempts: 2 });
      },
    );

    itOnTwin('becomes a dead letter when its function is killed each time (needs a local twin)', async () => {
      const deployment = opened();
      const key = 'uploads/killed-always.jpg';
      const killer = setInterval(() => kill(processesOf(deployment)), 20);
      try {
        await deployment.upload(key, await jpegPhoto());
        expect(await deadLetter(deployment)).toContain(key);
      } finally {
        clearInterval(killer);
      }
      expect(await deployment.depthOf(deployment.outputs.uploads_queue_url)).toBe(0);
    });

    it('becomes a dead letter when it is malformed', async () => {
      const deployment = opened();
      const { sqs, outputs } = deployment;
      const body = 'this is no event of S3';
      await sqs.send(new SendMessageCommand({ QueueUrl: outputs.uploads_queue_url, MessageBody: body }));
      expect(await deadLetter(deployment)).toBe(body);
    });

    it('does not affect other messages', async () => {
      expect(await opened().process('uploads/after-the-crash.jpg', await jpegPhoto())).toMatchObject({
        processingStatus: 'COMPLETED',
      });
    });
  });
}

/** Large enough to be met in the middle of the work. */
const slowPhoto = (): Promise<Buffer> =>
  sharp({ create: { width: 6000, height: 4000, channels: 3, background: '#7a5230' } })
    .png({ compressionLevel: 1 })
    .toBuffer();

const processesOf = ({ twin, outputs }: Deployment): number[] =>
  twin?.functionProcesses(outputs.image_processor_function_name) ?? [];

function kill(processes: readonly number[]): void {
  for (const pid of processes) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself.
    }
  }
}

/** Waits for a message in the dead-letter queue. @returns its body, keys decoded */
async function deadLetter({ sqs, outputs }: Deployment): Promise<string> {
  const end = Date.now() + 20_000;
  while (Date.now() < end) {
    const { Messages: [message] = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: outputs.dead_letter_queue_url, WaitTimeSeconds: 2 }),
    );
    if (message?.Body) return message.Body;
  }
  throw new Error('Nothing came to the dead-letter queue');
}
