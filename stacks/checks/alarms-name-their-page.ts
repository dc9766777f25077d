import type { Plan } from '../../plan/plan';
import { runbookUrl } from '../constructs/monitoring/alarm-description';

/** An operator who gets an alarm at night has only its mail, which shows the description. */
export const alarmsNameTheirPage = (plan: Plan): string[] =>
  plan
    .resources('aws_cloudwatch_metric_alarm')
    .filter(({ attributes }) => !String(attributes.alarm_description ?? '').includes(runbookUrl('')))
    .map(
      ({ address }) =>
        `${address} does not say where its cause and cure are described. Make its description with alarmDescription().`,
    );
