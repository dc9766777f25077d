import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import type { Construct } from 'constructs';
import { ImageEvents } from './constructs/image-events';
import { BATCHING_WINDOW, ImageProcessor, PROCESSOR_TIMEOUT } from './constructs/image-processor';
import { UploadNotification } from './constructs/upload-notification';
import { UploadsQueue } from './constructs/uploads-queue';
import { DarkroomStack } from './darkroom-stack';
import { describeOutputs } from './outputs';
import { keepRemoteState } from './remote-state';
import type { Settings } from './settings';
import type { StorageStack } from './storage-stack';

/** Absolute paths of the functions' zips. */
export interface FunctionPackages {
  readonly processImage: string;
  readonly imageApi: string;
}

export interface PipelineStackProps {
  readonly settings: Settings;
  readonly storage: StorageStack;
  readonly packages: FunctionPackages;
}

/** Everything that moves. It holds no data but messages, and may be replaced at any time. */
export class PipelineStack extends DarkroomStack {
  constructor(scope: Construct, id: string, { settings, storage, packages }: PipelineStackProps) {
    super(scope, id, settings);
    keepRemoteState(this, settings);
    const { accountId } = new DataAwsCallerIdentity(this, 'current');

    // source bucket -> uploads queue -> image-processor
    const queue = new UploadsQueue(this, 'uploads-queue', {
      name: this.names.uploadsQueue,
      deadLetterName: this.names.deadLetterQueue,
      consumerTimeout: PROCESSOR_TIMEOUT,
      batchingWindow: BATCHING_WINDOW,
    });
    new UploadNotification(this, 'upload-notification', { bucket: storage.sourceBucket, queue, accountId });
    const processor = new ImageProcessor(this, 'image-processor', {
      name: this.names.imageProcessor,
      package: packages.processImage,
      queue,
      settings,
    });

    // image-processor -> processed bucket, table, bus
    const events = new ImageEvents(this, 'image-events', { busName: this.names.eventBus });
    storage.sourceBucket.grantRead(processor.fn);
    storage.processedBucket.grantWrite(processor.fn);
    storage.metadataTable.grantReadWrite(processor.fn);
    events.grantPublish(processor.fn);

    describeOutputs(this, {
      image_processor_function_name: [
        processor.fn.functionName,
        'The function that processes uploads; its logs are under /aws/lambda/ and this name.',
      ],
      image_processor_function_arn: [
        processor.fn.functionArn,
        'The ARN of the function that processes uploads.',
      ],
      event_bus_arn: [events.busArn, 'The bus that image events are published on.'],
      uploads_queue_url: [queue.queueUrl, 'The queue where uploads wait to be processed.'],
      dead_letter_queue_url: [queue.deadLetterQueueUrl, 'The queue of uploads that failed three times.'],
    });
  }
}
