import { blockList, type Plan } from '../../plan/plan';
import { variablesOf } from './variables';

/** The namespace that a function publishes metrics in, which Powertools reads. */
const PUBLISHES_METRICS = 'POWERTOOLS_METRICS_NAMESPACE';
/** The levels at which Lambda keeps a line without a level, such as one with metrics. */
const KEEPS_METRICS = ['TRACE', 'DEBUG', 'INFO'];

/**
 * A function's metrics are lines of its log, which Lambda takes for INFO and drops if its application log level
 * is coarser. Source: AWS Lambda Developer Guide, "Log-level filtering".
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
