import { Construct } from 'constructs';
import type { ResourceNames } from '../../names';
import { makeAlarm } from './alarm';
import { alarmConditions } from './alarm-conditions';
import type { Monitored } from './monitored';

export interface AlarmsProps {
  /** Names of the environment's resources; alarms are named with `names.alarm(subject)`. */
  readonly names: ResourceNames;
  /** The resources to watch, and the topic that receives the alarms. */
  readonly monitored: Monitored;
  /** The account of the alarms: the alerts topic accepts no others. */
  readonly accountId: string;
}

/** Every alarm. Each publishes to the alerts topic when it goes off and, except the brake's, when it returns to OK. */
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
