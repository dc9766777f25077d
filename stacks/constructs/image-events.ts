import { CloudwatchEventArchive } from '@cdktf/provider-aws/lib/cloudwatch-event-archive';
import { CloudwatchEventBus } from '@cdktf/provider-aws/lib/cloudwatch-event-bus';
import { Construct } from 'constructs';
import { EVENT_SOURCE } from '../../lambda/domain/image-event';
import type { LambdaFunction } from './lambda-function';

export const PUBLISH_EVENTS = ['events:PutEvents'] as const;

/** Long enough to replay what a subscriber missed over a holiday. */
const ARCHIVE_RETENTION_DAYS = 30;

export interface ImageEventsProps {
  readonly busName: string;
  readonly archiveName: string;
}

/** The bus that tells whoever wants to know what became of each photo, and its archive for replays. */
export class ImageEvents extends Construct {
  readonly busName: string;
  readonly busArn: string;

  constructor(scope: Construct, id: string, { busName, archiveName }: ImageEventsProps) {
    super(scope, id);
    const bus = new CloudwatchEventBus(this, 'bus', { name: busName });
    this.busName = bus.name;
    this.busArn = bus.arn;
    new CloudwatchEventArchive(this, 'archive', {
      name: archiveName,
      eventSourceArn: bus.arn,
      eventPattern: JSON.stringify({ source: [EVENT_SOURCE] }),
      retentionDays: ARCHIVE_RETENTION_DAYS,
    });
  }

  /** Lets a function publish, and tells it on which bus (`EVENT_BUS_NAME`). */
  grantPublish(fn: LambdaFunction): void {
    fn.setEnvironment('EVENT_BUS_NAME', this.busName);
    fn.allow({ Sid: 'PublishEvents', Action: PUBLISH_EVENTS, Resource: this.busArn });
  }
}
