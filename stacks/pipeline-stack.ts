import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import type { Construct } from 'constructs';
import { Alarms } from './constructs/alarms';
import { Dashboard } from './constructs/dashboard';
import { ImageApi } from './constructs/image-api';
import { ImageEvents } from './constructs/image-events';
import { BATCHING_WINDOW, ImageProcessor, PROCESSOR_TIMEOUT } from './constructs/image-processor';
import type { Monitored } from './constructs/monitored';
import { Notifications } from './constructs/notifications';
import type { OriginalsBucket } from './constructs/originals-access';
import { Topic } from './constructs/topic';
import { UploadNotification } from './constructs/upload-notification';
import { UploadRule } from './constructs/upload-rule';
import { UploadsQueue } from './constructs/uploads-queue';
import { DarkroomStack } from './darkroom-stack';
import type { FunctionPackages } from './function-packages';
import { describeOutputs } from './outputs';
import { keepRemoteState } from './remote-state';
import type { Settings } from './settings';
import type { StorageStack } from './storage-stack';

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
    const uploadRule = this.feed(queue, storage.sourceBucket, accountId);
    const processor = new ImageProcessor(this, 'image-processor', {
      name: this.names.imageProcessor,
      package: packages.processImage,
      queue,
      settings,
    });

    // image-processor -> processed bucket, table, bus
    const events = new ImageEvents(this, 'image-events', {
      busName: this.names.eventBus,
      archiveName: this.names.eventArchive,
    });
    storage.sourceBucket.grantRead(processor.fn);
    storage.processedBucket.grantWrite(processor.fn);
    storage.metadataTable.grantReadWrite(processor.fn);
    events.grantPublish(processor.fn);

    // bus -> notifications topic -> e-mail
    const notifications = new Notifications(this, 'notifications', {
      names: this.names,
      events,
      accountId,
      settings,
    });

    // client -> REST API -> image-api
    const api = new ImageApi(this, 'api', { names: this.names, package: packages.imageApi, settings });
    storage.sourceBucket.grantManage(api.fn);
    storage.processedBucket.grantRead(api.fn);
    storage.processedBucket.grantWrite(api.fn);
    storage.metadataTable.grantReadWrite(api.fn);
    storage.metadataTable.grantQueryIndexes(api.fn);
    events.grantPublish(api.fn);

    // alarms -> alerts topic -> e-mail
    const alerts = new Topic(this, 'alerts', {
      name: this.names.alertsTopic,
      displayName: `Darkroom alerts (${settings.ENVIRONMENT_SUFFIX})`,
      email: settings.ALERT_EMAIL ?? settings.NOTIFICATION_EMAIL,
    });
    const monitored: Monitored = {
      environment: settings.ENVIRONMENT_SUFFIX,
      sourceBucket: storage.sourceBucket,
      queue,
      processor: processor.fn,
      processedBucket: storage.processedBucket,
      table: storage.metadataTable,
      busName: events.busName,
      notifications,
      alerts,
      api,
      uploadRuleName: uploadRule?.ruleName,
    };
    new Alarms(this, 'alarms', { names: this.names, monitored, accountId });
    const dashboard = new Dashboard(this, 'dashboard', {
      name: this.names.dashboard,
      region: settings.AWS_REGION,
      monitored,
    });

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
      dead_letter_queue_url: [queue.deadLetters.queueUrl, 'The queue of uploads that failed three times.'],
      notifications_topic_arn: [notifications.topic.topicArn, 'The topic that tells people of their photos.'],
      alerts_topic_arn: [alerts.topicArn, 'The topic that tells people of alarms.'],
      api_url: [api.url, 'The address of the REST API; requests are signed with Signature Version 4.'],
      dashboard_url: [dashboard.url, 'The CloudWatch dashboard of the pipeline.'],
    });
  }

  /** Darkroom's own bucket tells the queue itself; an imported one is listened to and left alone. */
  private feed(queue: UploadsQueue, bucket: OriginalsBucket, accountId: string): UploadRule | undefined {
    if (this.settings.SOURCE_BUCKET) {
      const name = this.names.uploadsRule;
      return new UploadRule(this, 'upload-rule', { name, bucket, queue, accountId });
    }
    new UploadNotification(this, 'upload-notification', { bucket, queue, accountId });
    return undefined;
  }
}
