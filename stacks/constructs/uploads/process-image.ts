import { LambdaEventSourceMapping } from '@cdktf/provider-aws/lib/lambda-event-source-mapping';
import { Construct } from 'constructs';
import { ONE_VCPU_MEMORY_MB } from '../../../lambda/domain/previews/memory-budget';
import type { Settings } from '../../settings';
import { LambdaFunction, type LambdaFunctionProps } from '../lambda-function';
import { processingEnvironment } from './processing-environment';
import type { UploadsQueue } from './uploads-queue';

/** Seconds that one batch may take. */
export const PROCESSOR_TIMEOUT = 60;
/** Seconds that the event source mapping waits for more messages: none, so that no photo waits for another. */
export const BATCHING_WINDOW = 0;
export const STOP_EVENT_SOURCE = ['lambda:UpdateEventSourceMapping'] as const;
export const INVOKE = ['lambda:InvokeFunction'] as const;

/** Few enough that a batch of the largest photos is finished within the timeout. */
const BATCH_SIZE = 4;

export interface ImageProcessorProps extends Pick<LambdaFunctionProps, 'name' | 'package' | 'encryptionKey'> {
  /** The queue that the function takes uploads from. */
  readonly queue: UploadsQueue;
  /** The settings of the deployment: concurrency, and those that the function reads. */
  readonly settings: Settings;
}

/** The function `process-image` and its event source: batches of uploads, of which each can fail alone. */
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
      // Not reserved concurrency: it would throttle the poller until valid messages are dead letters.
      scalingConfig: { maximumConcurrency: settings.MAX_CONCURRENCY },
      // A deployment while the brake is on must not release it.
      ...(settings.MAX_IMAGES_PER_HOUR !== undefined && { lifecycle: { ignoreChanges: ['enabled'] } }),
    });
  }

  /** Lets a function stop the event source (`EVENT_SOURCE_MAPPING`). */
  grantStop(fn: LambdaFunction): void {
    fn.setEnvironment('EVENT_SOURCE_MAPPING', this.mapping.uuid);
    fn.allow({ Sid: 'StopProcessing', Action: STOP_EVENT_SOURCE, Resource: this.mapping.arn });
  }

  /** Lets a function request the processing of a photo, and tells it of whom (`PROCESSOR_FUNCTION`). */
  grantInvoke(fn: LambdaFunction): void {
    fn.setEnvironment('PROCESSOR_FUNCTION', this.fn.functionName);
    fn.allow({ Sid: 'ProcessPhotos', Action: INVOKE, Resource: this.fn.functionArn });
  }
}
