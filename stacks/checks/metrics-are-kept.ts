import { blockList, type Plan } from '../../plan/plan';
import { variablesOf } from './variables';

/** The variable for Powertools with the namespace of the metrics that a function publishes. */
const PUBLISHES_METRICS = 'POWERTOOLS_METRICS_NAMESPACE';
/** The levels at which Lambda keeps log lines without a level, such as metrics. */
const KEEPS_METRICS = ['TRACE', 'DEBUG', 'INFO'];

/**
 * Finds functions whose metrics Lambda would drop. Metrics are log lines that Lambda treats as INFO, and drops if the
 * application log level is higher. Source: AWS Lambda Developer Guide, "Log-level filtering".
 */
export function metricsAreKept(plan: Plan): string[] {
  return plan.resources('aws_lambda_function').flatMap((fn) => {
    const [logging] = blockList(fn.attributes.logging_config);
    const level = logging?.application_log_level;
    if (
      !(PUBLISHES_METRICS in variablesOf(fn)) ||
      level === undefined ||
      KEEPS_METRICS.includes(String(level))
    ) {
      return [];
    }
    return [
      `${fn.address} publishes metrics in its log, but Lambda drops its lines below ${level}, and metrics count as INFO. Set application_log_level to INFO, and let the function's own logger decide on the rest.`,
    ];
  });
}
