import type { Place } from '../../plan/computed-attributes';
import type { ActivityLog } from '../foundation/activity-log';
import type { MessageSender } from '../foundation/message-sender';
import type { Authorizer } from '../iam/authorizer';
import { alarmEvent } from './alarm-event';
import { alarmMessage } from './alarm-message';
import type { AlarmChange } from './alarms';

export interface AlarmActionsOptions {
  readonly messages: Pick<MessageSender, 'toTopic'>;
  readonly authorizer: Pick<Authorizer, 'decideService'>;
  readonly place: Place;
  /** Invokes a function by its ARN, without waiting for it. */
  readonly invoke: (functionArn: string, event: object) => void;
  readonly log: ActivityLog;
}

const CLOUDWATCH = 'cloudwatch.amazonaws.com';
/** The service that invokes functions for alarms has a different name. */
const CLOUDWATCH_FOR_LAMBDA = 'lambda.alarms.cloudwatch.amazonaws.com';

/**
 * Reports the changes of an alarm to its topics and functions, if their policies allow it. The first change to OK is
 * skipped: CloudWatch sends it once, when an alarm is created, but a twin is created many times a day.
 */
export function alarmActions({ messages, authorizer, place, log, invoke }: AlarmActionsOptions) {
  const invokeFunction = async (change: AlarmChange, functionArn: string): Promise<void> => {
    const caller = { service: CLOUDWATCH_FOR_LAMBDA, sourceArn: change.alarm.arn };
    const asked = { action: 'lambda:InvokeFunction', resource: functionArn };
    if (!(await authorizer.decideService(caller, asked))) invoke(functionArn, alarmEvent(change, place));
  };

  return async (change: AlarmChange): Promise<void> => {
    const { alarm, status, isFirst } = change;
    if (isFirst && status.state === 'OK') return;
    const { subject, ...texts } = alarmMessage(change, place);
    for (const target of alarm.actions[status.state]) {
      if (target.startsWith('arn:aws:lambda:')) {
        await invokeFunction(change, target);
        continue;
      }
      const caller = { service: CLOUDWATCH, sourceArn: alarm.arn };
      if (await authorizer.decideService(caller, { action: 'sns:Publish', resource: target })) continue;
      await messages
        .toTopic({ topicArn: target, subject, message: JSON.stringify(texts), isByProtocol: true })
        .catch((error: unknown) =>
          log.problem(`The alarm ${alarm.name} could not notify ${target}: ${error}`),
        );
    }
  };
}
