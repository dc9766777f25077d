import type { Plan } from '../../plan/plan';
import { runbookUrl } from '../constructs/monitoring/alarm-description';

/** Finds alarms whose description has no link to the runbook. The mail of an alarm shows its description. */
export const alarmsNameTheirPage = (plan: Plan): string[] =>
  plan
    .resources('aws_cloudwatch_metric_alarm')
    .filter(({ attributes }) => !String(attributes.alarm_description ?? '').includes(runbookUrl('')))
    .map(
      ({ address }) =>
        `${address} has no link to the runbook in its description. Create the description with alarmDescription().`,
    );
