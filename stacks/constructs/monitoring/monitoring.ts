import { Construct } from 'constructs';
import type { ResourceNames } from '../../names';
import type { Settings } from '../../settings';
import type { EncryptionKey } from '../encryption-key';
import { Topic } from '../topic';
import { Alarms } from './alarms';
import { Budget } from './budget';
import { Dashboard } from './dashboard';
import type { Monitored, MonitoredPipeline } from './monitored';

export interface MonitoringProps {
  /** Names of the resources of the environment. */
  readonly names: ResourceNames;
  /** The e-mail address for alerts, the environment, the region and the budget. */
  readonly settings: Settings;
  /** The account of the alarms. */
  readonly accountId: string;
  /** The resources to watch. */
  readonly pipeline: MonitoredPipeline;
  /** The key that encrypts alerts. @default - not encrypted with a key of the account */
  readonly encryptionKey?: EncryptionKey | undefined;
}

/** Monitors the pipeline: alarms that publish to the alerts topic, a dashboard, and a budget if one is set. */
export class Monitoring extends Construct {
  /** The topic that alarms are published to. */
  readonly alerts: Topic;
  readonly dashboardUrl: string;

  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    const { names, settings, accountId } = props;
    this.alerts = new Topic(this, 'alerts', {
      name: names.alertsTopic,
      displayName: `Darkroom alerts (${settings.ENVIRONMENT_SUFFIX})`,
      email: settings.ALERT_EMAIL ?? settings.NOTIFICATION_EMAIL,
      encryptionKey: props.encryptionKey,
    });
    const monitored: Monitored = { ...props.pipeline, alerts: this.alerts };
    new Alarms(this, 'alarms', { names, monitored, accountId });
    const { MONTHLY_BUDGET_USD: amount, ENVIRONMENT_SUFFIX: environment } = settings;
    if (amount !== undefined) {
      const { alerts } = this;
      new Budget(this, 'budget', { name: names.budget, amount, environment, accountId, alerts });
    }
    this.dashboardUrl = new Dashboard(this, 'dashboard', {
      name: names.dashboard,
      region: settings.AWS_REGION,
      monitored,
    }).url;
  }
}
