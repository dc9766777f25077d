import { Construct } from 'constructs';
import type { ResourceNames } from '../../names';
import { makeAlarm } from './alarm';
import { alarmConditions } from './alarm-conditions';
import type { Monitored } from './monitored';

export interface AlarmsProps {
  /** Names of the resources of the environment. The name of an alarm is `names.alarm(subject)`. */
  readonly names: ResourceNames;
  /** The resources to watch, and the topic that receives the alarms. */
  readonly monitored: Monitored;
  /** The account of the alarms. The alerts topic accepts alarms of this account only. */
  readonly accountId: string;
}

/**
 * All alarms of the pipeline. Each publishes to the alerts topic when it goes off and, except for the alarm of the
 * brake, when it returns to OK.
 */
export class Alarms extends Construct {
  constructor(scope: Construct, id: string, { names, monitored, accountId }: AlarmsProps) {
    super(scope, id);
    const { alerts } = monitored;
    const alarms = alarmConditions(monitored).map((condition) => {
      const alarm = makeAlarm(this, condition, { names, alerts });
      condition.pulls?.admitAlarm(alarm.arn, accountId);
      return alarm;
    });
    alerts.admitAlarms(
      alarms.map(({ arn }) => arn),
      accountId,
    );
  }
}
