import { Construct } from 'constructs';
import type { ResourceNames } from '../../names';
import type { Settings } from '../../settings';
import { Topic } from '../topic';
import { makeAlarm } from './alarm';
import type { AlarmCondition } from './alarm-conditions';
import { distributionMetric } from './metrics';

export interface DeliveryAlarmsProps {
  /** Names of the resources of the environment. */
  readonly names: ResourceNames;
  /** The e-mail address for alerts, and the environment. */
  readonly settings: Settings;
  /** The account of the alarms. */
  readonly accountId: string;
  /** The distribution to watch. */
  readonly distributionId: string;
}

/**
 * The alarms of the distribution. Its metrics exist only in us-east-1, and an alarm can notify only topics of its own
 * region, so the topic is not that of the pipeline. Sources: Amazon CloudFront Developer Guide, "Types of metrics for
 * CloudFront"; Amazon CloudWatch User Guide, "Alarm actions".
 */
export class DeliveryAlarms extends Construct {
  /** The topic that the alarm is published to. */
  readonly alerts: Topic;

  constructor(scope: Construct, id: string, props: DeliveryAlarmsProps) {
    super(scope, id);
    const { names, settings, accountId, distributionId } = props;
    this.alerts = new Topic(this, 'alerts', {
      name: names.deliveryAlertsTopic,
      displayName: `Darkroom delivery (${settings.ENVIRONMENT_SUFFIX})`,
      email: settings.ALERT_EMAIL ?? settings.NOTIFICATION_EMAIL,
    });
    const alarm = makeAlarm(this, serverErrors(distributionId), { names, alerts: this.alerts });
    this.alerts.admitAlarms([alarm.arn], accountId);
  }
}

const serverErrors = (distributionId: string): AlarmCondition => ({
  subject: 'delivery-server-errors',
  meaning: 'More than 1 % of the requests for previews in 5 minutes had a 5xx response from CloudFront.',
  metric: distributionMetric(distributionId, '5xxErrorRate'),
  statistic: 'Average',
  over: { moreThan: 1 },
});
