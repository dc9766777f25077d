import { LambdaEventSourceMapping } from '@cdktf/provider-aws/lib/lambda-event-source-mapping';
import { Construct } from 'constructs';
import type { Settings } from '../settings';
import { LambdaFunction } from './lambda-function';
import { processingEnvironment } from './processing-environment';
import type { UploadsQueue } from './uploads-queue';

/** Seconds. What one batch may take at the very most. */
export const PROCESSOR_TIMEOUT = 60;
/** Seconds the mapping waits for more messages: none, a photo should not wait for another. */
export const BATCHING_WINDOW = 0;
/** Few enough that the largest photos of a whole batch are done within the timeout. */
const BATCH_SIZE = 4;

export interface ImageProcessorProps {
  readonly name: string;
  /** Absolute path of the zip of `process-image`. */
  readonly package: string;
  readonly queue: UploadsQueue;
  readonly settings: Settings;
}

/** The function `process-image` and what feeds it: batches of uploads, each answered for on its own. */
export class ImageProcessor extends Construct {
  readonly fn: LambdaFunction;

  constructor(scope: Construct, id: string, props: ImageProcessorProps) {
    super(scope, id);
    const { name, queue, settings } = props;
    this.fn = new LambdaFunction(this, 'process-image', {
      name,
      description: 'Makes previews of uploaded photos and records what it found.',
      package: props.package,
      timeout: PROCESSOR_TIMEOUT,
      environment: processingEnvironment(settings, 'image-processor'),
      settings,
    });
    queue.grantConsume(this.fn);
    new LambdaEventSourceMapping(this, 'uploads', {
      eventSourceArn: queue.queueArn,
      functionName: this.fn.functionArn,
      batchSize: BATCH_SIZE,
      maximumBatchingWindowInSeconds: BATCHING_WINDOW,
      functionResponseTypes: ['ReportBatchItemFailures'],
      // Not reserved concurrency, which would throttle the poller until good messages are dead letters.
      scalingConfig: { maximumConcurrency: settings.MAX_CONCURRENCY },
    });
  }
}
