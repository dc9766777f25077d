import { LambdaEventSourceMapping } from '@cdktf/provider-aws/lib/lambda-event-source-mapping';
import { Construct } from 'constructs';
import { ONE_VCPU_MEMORY_MB } from '../../../lambda/domain/previews/memory-budget';
import type { Settings } from '../../settings';
import { LambdaFunction, type LambdaFunctionProps } from '../lambda-function';
import { processingEnvironment } from './processing-environment';
import type { UploadsQueue } from './uploads-queue';

/** Seconds for one batch. */
export const PROCESSOR_TIMEOUT = 60;
/** Seconds that the event source mapping waits to fill a batch. It does not wait, so that no photo is delayed. */
export const BATCHING_WINDOW = 0;
export const STOP_EVENT_SOURCE = ['lambda:UpdateEventSourceMapping'] as const;
export const INVOKE = ['lambda:InvokeFunction'] as const;

/** Messages in a batch. A batch of the largest photos must finish within the timeout. */
const BATCH_SIZE = 4;

export interface ImageProcessorProps extends Pick<LambdaFunctionProps, 'name' | 'package' | 'encryptionKey'> {
  /** The queue that the function reads uploads from. */
  readonly queue: UploadsQueue;
  /** The settings for concurrency and for the function. */
  readonly settings: Settings;
}

/** The function `process-image` and its event source. Each upload of a batch can fail separately. */
export class ImageProcessor extends Construct {
  readonly fn: LambdaFunction;
  private readonly mapping: LambdaEventSourceMapping;

  constructor(scope: Construct, id: string, props: ImageProcessorProps) {
    super(scope, id);
    const { name, queue, settings } = props;
    this.fn = new LambdaFunction(this, 'process-image', {
      name,
      description: 'Makes previews of uploaded photos and records what it found.',
      package: props.package,
      timeout: PROCESSOR_TIMEOUT,
      memory: ONE_VCPU_MEMORY_MB,
      environment: processingEnvironment(settings, 'image-processor'),
      settings,
      encryptionKey: props.encryptionKey,
    });
    queue.grantConsume(this.fn);
    this.mapping = new LambdaEventSourceMapping(this, 'uploads', {
      eventSourceArn: queue.queueArn,
      functionName: this.fn.functionArn,
      batchSize: BATCH_SIZE,
      maximumBatchingWindowInSeconds: BATCHING_WINDOW,
      functionResponseTypes: ['ReportBatchItemFailures'],
      // Reserved concurrency would throttle the poller, so that valid messages could become dead letters.
      scalingConfig: { maximumConcurrency: settings.MAX_CONCURRENCY },
      // A deployment while the brake is on must not enable the mapping.
      ...(settings.MAX_IMAGES_PER_HOUR !== undefined && { lifecycle: { ignoreChanges: ['enabled'] } }),
    });
  }

  /** Lets a function stop the event source, and sets `EVENT_SOURCE_MAPPING` in its environment. */
  grantStop(fn: LambdaFunction): void {
    fn.setEnvironment('EVENT_SOURCE_MAPPING', this.mapping.uuid);
    fn.allow({ Sid: 'StopProcessing', Action: STOP_EVENT_SOURCE, Resource: this.mapping.arn });
  }

  /** Lets a function invoke this one, and sets `PROCESSOR_FUNCTION` in its environment. */
  grantInvoke(fn: LambdaFunction): void {
    fn.setEnvironment('PROCESSOR_FUNCTION', this.fn.functionName);
    fn.allow({ Sid: 'ProcessPhotos', Action: INVOKE, Resource: this.fn.functionArn });
  }
}
