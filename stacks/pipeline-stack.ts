import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import type { Construct } from 'constructs';
import { BRAKE_NOTE } from '../lambda/domain/brake';
import { ImageApi } from './constructs/api/image-api';
import { ImageEvents } from './constructs/events/image-events';
import { Notifications } from './constructs/events/notifications';
import { Webhooks } from './constructs/events/webhooks';
import type { LambdaFunction } from './constructs/lambda-function';
import { Brake } from './constructs/monitoring/brake';
import type { MonitoredPipeline } from './constructs/monitoring/monitored';
import { Monitoring } from './constructs/monitoring/monitoring';
import type { OriginalsBucket } from './constructs/storage/originals-access';
import { BATCHING_WINDOW, ImageProcessor, PROCESSOR_TIMEOUT } from './constructs/uploads/process-image';
import { UploadNotification } from './constructs/uploads/upload-notification';
import { UploadRule } from './constructs/uploads/upload-rule';
import { UploadsQueue } from './constructs/uploads/uploads-queue';
import { DarkroomStack } from './darkroom-stack';
import type { DeliveryStack } from './delivery-stack';
import type { FunctionPackages } from './function-packages';
import { describeOutputs } from './outputs';
import { keepRemoteState } from './remote-state';
import type { Settings } from './settings';
import type { StorageStack } from './storage-stack';

export interface PipelineStackProps {
  /** The settings of the deployment. */
  readonly settings: Settings;
  /** The stack with the buckets and the table. */
  readonly storage: StorageStack;
  /** The stack of the CDN. @default - none: the API returns presigned URLs of the bucket */
  readonly delivery?: DeliveryStack | undefined;
  /** The zips of the functions. */
  readonly packages: FunctionPackages;
}

/** Everything that processes photos. It contains no data except messages, so it can be replaced at any time. */
export class PipelineStack extends DarkroomStack {
  private readonly accountId: string;

  constructor(scope: Construct, id: string, { settings, storage, delivery, packages }: PipelineStackProps) {
    super(scope, id, settings);
    keepRemoteState(this, settings);
    const { names } = this;
    const { sourceBucket, processedBucket, metadataTable } = storage;
    this.accountId = new DataAwsCallerIdentity(this, 'current').accountId;
    const { encryptionKey } = storage;
    const common = { names, settings, accountId: this.accountId, encryptionKey };

    // source bucket -> uploads queue -> image-processor
    const queue = new UploadsQueue(this, 'uploads-queue', {
      name: names.uploadsQueue,
      deadLetterName: names.deadLetterQueue,
      consumerTimeout: PROCESSOR_TIMEOUT,
      batchingWindow: BATCHING_WINDOW,
      hasBrake: settings.MAX_IMAGES_PER_HOUR !== undefined,
      encryptionKey,
    });
    const uploadRuleName = this.feed(queue, sourceBucket);
    const processor = new ImageProcessor(this, 'image-processor', {
      name: names.imageProcessor,
      package: packages.processImage,
      queue,
      settings,
      encryptionKey,
    });

    // image-processor -> processed bucket, table, bus -> notifications topic -> e-mail
    const events = new ImageEvents(this, 'image-events', {
      busName: names.eventBus,
      archiveName: names.eventArchive,
    });
    sourceBucket.grantRead(processor.fn);
    processedBucket.grantWrite(processor.fn);
    metadataTable.grantReadWrite(processor.fn);
    events.grantPublish(processor.fn);
    const notifications = new Notifications(this, 'notifications', { ...common, events });

    // bus -> webhooks queue -> send-webhook -> a server of the operator's
    const { WEBHOOK_URL: url } = settings;
    const webhooks = url
      ? new Webhooks(this, 'webhooks', { ...common, events, url, package: packages.sendWebhook })
      : undefined;

    // client -> REST API -> image-api -> image-processor, and the same buckets, table and bus
    const api = new ImageApi(this, 'api', {
      ...common,
      package: packages.imageApi,
      signInPackage: packages.signIn,
    });
    processor.grantInvoke(api.fn);
    sourceBucket.grantManage(api.fn);
    this.deliver(storage, delivery, processor.fn, api.fn);
    processedBucket.grantRemove(api.fn);
    metadataTable.grantForget(api.fn);
    metadataTable.grantQueryIndexes(api.fn);
    events.grantPublish(api.fn);

    // alarm -> brake -> event source of image-processor, table
    const brake = this.brake(processor, metadataTable, packages, encryptionKey);

    // all of it -> alarms -> alerts topic -> e-mail
    const pipeline: MonitoredPipeline = {
      environment: settings.ENVIRONMENT_SUFFIX,
      sourceBucket,
      uploadRuleName,
      queue,
      processor: processor.fn,
      processedBucket,
      table: metadataTable,
      busName: events.busName,
      notifications,
      api,
      brake,
      webhooks,
      distributionId: delivery?.delivery.distributionId,
    };
    this.describe(pipeline, events, new Monitoring(this, 'monitoring', { ...common, pipeline }));
  }

  /**
   * Connects the bucket to the queue: with a notification, or with a rule if the bucket is imported.
   * @returns the name of the rule, if there is one
   */
  private feed(queue: UploadsQueue, bucket: OriginalsBucket): string | undefined {
    const { accountId } = this;
    if (this.settings.SOURCE_BUCKET) {
      const name = this.names.uploadsRule;
      return new UploadRule(this, 'upload-rule', { name, bucket, queue }).ruleName;
    }
    new UploadNotification(this, 'upload-notification', { bucket, queue, accountId });
    return undefined;
  }

  /** Lets viewers get previews from the CDN if there is one, otherwise with presigned URLs of the bucket. */
  private deliver(
    { processedBucket, metadataTable }: StorageStack,
    stack: DeliveryStack | undefined,
    processor: LambdaFunction,
    api: LambdaFunction,
  ): void {
    if (!stack) {
      processedBucket.grantRead(api);
      return;
    }
    const { AWS_REGION: region, DELIVERY_PRIVATE_KEY_SECRET: secretName } = this.settings;
    stack.delivery.grantInvalidate(processor);
    stack.delivery.grantInvalidate(api);
    metadataTable.grantReadNotes(api);
    stack.delivery.grantAddress(api, stack.url);
    if (stack.delivery.trustedKeys && secretName)
      stack.delivery.grantSign(api, { secretName, region, accountId: this.accountId });
  }

  private brake(
    processor: ImageProcessor,
    table: StorageStack['metadataTable'],
    packages: FunctionPackages,
    encryptionKey: StorageStack['encryptionKey'],
  ): Brake | undefined {
    const { settings, names } = this;
    const { MAX_IMAGES_PER_HOUR: maxImagesPerHour } = settings;
    if (maxImagesPerHour === undefined) return undefined;
    const brake = new Brake(this, 'brake', {
      name: names.brake,
      package: packages.brake,
      maxImagesPerHour,
      settings,
      encryptionKey,
    });
    processor.grantStop(brake.fn);
    table.grantPutItem(brake.fn, BRAKE_NOTE);
    return brake;
  }

  private describe(
    { processor, queue, notifications, api }: MonitoredPipeline,
    { busArn }: ImageEvents,
    { alerts, dashboardUrl }: Monitoring,
  ): void {
    describeOutputs(this, {
      image_processor_function_name: [
        processor.functionName,
        'The function that processes uploads; its logs are under /aws/lambda/ and this name.',
      ],
      image_processor_function_arn: [
        processor.functionArn,
        'The ARN of the function that processes uploads.',
      ],
      event_bus_arn: [busArn, 'The bus that image events are published on.'],
      uploads_queue_url: [queue.queueUrl, 'The queue where uploads wait to be processed.'],
      dead_letter_queue_url: [queue.deadLetters.queueUrl, 'The queue of uploads that failed three times.'],
      notifications_topic_arn: [notifications.topic.topicArn, 'The topic that tells people of their photos.'],
      alerts_topic_arn: [alerts.topicArn, 'The topic that tells people of alarms.'],
      api_url: [api.url, 'The address of the REST API; requests are signed with Signature Version 4.'],
      dashboard_url: [dashboardUrl, 'The CloudWatch dashboard of the pipeline.'],
    });
  }
}
