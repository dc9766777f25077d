import { CloudwatchEventBus } from '@cdktf/provider-aws/lib/cloudwatch-event-bus';
import { Construct } from 'constructs';
import type { LambdaFunction } from './lambda-function';

export const PUBLISH_EVENTS = ['events:PutEvents'] as const;

export interface ImageEventsProps {
  readonly busName: string;
}

/** The bus that tells whoever wants to know what became of each photo. */
export class ImageEvents extends Construct {
  readonly busName: string;
  readonly busArn: string;

  constructor(scope: Construct, id: string, { busName }: ImageEventsProps) {
    super(scope, id);
    const bus = new CloudwatchEventBus(this, 'bus', { name: busName });
    this.busName = bus.name;
    this.busArn = bus.arn;
  }

  /** Lets a function publish, and tells it on which bus (`EVENT_BUS_NAME`). */
  grantPublish(fn: LambdaFunction): void {
    fn.setEnvironment('EVENT_BUS_NAME', this.busName);
    fn.allow({ Sid: 'PublishEvents', Action: PUBLISH_EVENTS, Resource: this.busArn });
  }
}
