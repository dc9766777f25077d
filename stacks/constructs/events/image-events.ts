import { CloudwatchEventArchive } from '@cdktf/provider-aws/lib/cloudwatch-event-archive';
import { CloudwatchEventBus } from '@cdktf/provider-aws/lib/cloudwatch-event-bus';
import { Construct } from 'constructs';
import { EVENT_SOURCE, IMAGE_EVENT_TYPES } from '../../../lambda/domain/image-event';
import type { LambdaFunction } from '../lambda-function';
import * as rules from '../prop-rules';
import { requireProps } from '../require-props';

export const PUBLISH_EVENTS = ['events:PutEvents'] as const;

/** Long enough to replay the events that a subscriber missed over a holiday. */
const ARCHIVE_RETENTION_DAYS = 30;

export interface ImageEventsProps {
  /** The name of the event bus. */
  readonly busName: string;
  /** The name of the archive, at most 48 characters. */
  readonly archiveName: string;
}

/** The event bus for the outcomes of photos, and its archive for replays. */
export class ImageEvents extends Construct {
  readonly busName: string;
  readonly busArn: string;

  constructor(scope: Construct, id: string, props: ImageEventsProps) {
    super(scope, id);
    requireProps(this, props, { busName: rules.busName, archiveName: rules.archiveName });
    const { busName, archiveName } = props;
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

  /** Lets a function publish events, and sets the name of the bus in its environment (`EVENT_BUS_NAME`). */
  grantPublish(fn: LambdaFunction): void {
    fn.setEnvironment('EVENT_BUS_NAME', this.busName);
    fn.allow({
      Sid: 'PublishEvents',
      Action: PUBLISH_EVENTS,
      Resource: this.busArn,
      // A request with several events has several values of each key.
      Condition: {
        'ForAllValues:StringEquals': {
          'events:source': [EVENT_SOURCE],
          'events:detail-type': IMAGE_EVENT_TYPES,
        },
      },
    });
  }
}
