import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Place } from '../../plan/computed-attributes';
import type { ActivityLog } from '../foundation/activity-log';
import type { Authorizer } from '../iam/authorizer';
import { alarmMessage } from './alarm-message';
import type { AlarmChange } from './alarms';

export interface AlarmActionsOptions {
  readonly sns: SNSClient;
  readonly authorizer: Pick<Authorizer, 'decideService'>;
  readonly place: Place;
  readonly log: ActivityLog;
}

const CLOUDWATCH = 'cloudwatch.amazonaws.com';

/**
 * Notifies the topics of an alarm that it changed, where their policies admit it. The first change to OK is
 * left out: CloudWatch sends it once, when an alarm is created, and a twin is created many times a day.
 */
export function alarmActions({ sns, authorizer, place, log }: AlarmActionsOptions) {
  return async (change: AlarmChange): Promise<void> => {
    const { alarm, status, isFirst } = change;
    if (isFirst && status.state === 'OK') return;
    const { subject, ...texts } = alarmMessage(change, place);
    for (const topic of alarm.actions[status.state]) {
      const caller = { service: CLOUDWATCH, sourceArn: alarm.arn };
      if (await authorizer.decideService(caller, { action: 'sns:Publish', resource: topic })) continue;
      const message = { Message: JSON.stringify(texts), MessageStructure: 'json' };
      await sns
        .send(new PublishCommand({ TopicArn: topic, Subject: subject, ...message }))
        .catch((error: unknown) =>
          log.problem(`The alarm ${alarm.name} could not notify ${topic}: ${error}`),
        );
    }
  };
}
