import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteMessageCommand, type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { Outcome } from '../../../lambda/domain/outcome';
import type { PreviewSize } from '../../../lambda/domain/previews/preset';
import { bookOfOne, type RecipeBook } from '../../../lambda/domain/previews/recipe-book';
import type { Attempt, ProcessingDependencies } from '../../../lambda/domain/processing';
import { deleteImage } from '../../../lambda/domain/removals/delete-image';
import type { UploadEvent } from '../../../lambda/domain/upload';
import { processUpload } from '../../../lambda/domain/uploads/process-upload';
import { parseUploadMessage } from '../../../lambda/process-image/upload-event';
import type { Darkroom } from '../../../scripts/connection/connection';
import { RecordingPublisher } from '../recording-publisher';
import { recipe } from '../rendering';

/** The function `process-image` with the settings of its deployment. Records its outcomes. */
export class DeployedFunction {
  readonly publisher = new RecordingPublisher();
  /** The outcome of each message, with the key in it. */
  readonly outcomes: { key: string; kind: Outcome['kind'] }[] = [];
  sizes: readonly PreviewSize[] = [{ width: 150, height: 150 }];
  /** Used instead of the sizes. */
  recipes: RecipeBook | undefined;
  maxBytes = 10_485_760;
  private isWorking = false;
  private work: Promise<void> = Promise.resolve();

  constructor(private readonly darkroom: Darkroom) {}

  /** Receives messages from the uploads queue until it is stopped. */
  start(): void {
    this.isWorking = true;
    this.work = this.poll();
  }

  async stop(): Promise<void> {
    this.isWorking = false;
    await this.work;
  }

  async follow(event: UploadEvent, holder = 'message'): Promise<Outcome> {
    const attempt: Attempt = { holder, renderBy: Date.now() + 20_000, claimUntil: Date.now() + 30_000 };
    const outcome = await (event.kind === 'created'
      ? processUpload(event, attempt, this.dependencies)
      : deleteImage(event, this.dependencies));
    this.outcomes.push({ key: event.key, kind: outcome.kind });
    return outcome;
  }

  get dependencies(): ProcessingDependencies {
    const { store, catalog } = this.darkroom;
    return {
      store,
      catalog,
      publisher: this.publisher,
      recipes: this.recipes ?? bookOfOne(recipe({ sizes: this.sizes })),
      limits: { maxBytes: this.maxBytes, maxPixels: 100_000_000, maxFrames: 1 },
      now: Date.now,
    };
  }

  private async poll(): Promise<void> {
    const { sqs, queueUrl } = this.darkroom;
    while (this.isWorking) {
      const { Messages: messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 4 }),
      );
      for (const message of messages) await this.take(message);
      if (messages.length === 0) await sleep(20);
    }
  }

  private async take({ MessageId, Body = '', ReceiptHandle }: Message): Promise<void> {
    const { sqs, queueUrl, sourceBucket } = this.darkroom;
    for (const event of parseUploadMessage(Body, sourceBucket)) await this.follow(event, MessageId);
    await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
  }
}
