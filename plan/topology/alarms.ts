import { z } from 'zod';
import type { AppliedPlan } from '../applied-plan';
import { declarationSchema, readDeclarations } from './declaration';

/** The three fields by which CloudWatch identifies a metric. */
export interface MetricId {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

export const COMPARISON_OPERATORS = ['GreaterThanOrEqualToThreshold', 'GreaterThanThreshold'] as const;
export type ComparisonOperator = (typeof COMPARISON_OPERATORS)[number];

/** All alarms treat missing data as `notBreaching`. The twin supports nothing else. */
export const missingDataTreatment = z.literal('notBreaching', 'only notBreaching is supported');

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

export interface AlarmDeclaration {
  readonly name: string;
  readonly arn: string;
  readonly description: string;
  readonly metric: MetricId;
  /** For example `Sum` or `p95`. */
  readonly statistic: string;
  /** Seconds, a multiple of 60. */
  readonly period: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly comparison: ComparisonOperator;
  readonly threshold: number;
  /** ARNs of the topics and functions that are called when the alarm enters a state. */
  readonly actions: Readonly<Record<AlarmState, readonly string[]>>;
}

const receivers = z
  .array(z.string().regex(/^arn:aws:(sns|lambda):/, 'only topics and functions are supported'))
  .default([]);

const alarm = declarationSchema(
  {
    alarm_name: z.string(),
    alarm_description: z.string().default(''),
    namespace: z.string(),
    metric_name: z.string(),
    dimensions: z.record(z.string(), z.string()).default({}),
    statistic: z.string().optional(),
    extended_statistic: z.string().optional(),
    period: z.number().multipleOf(60, 'only whole minutes are supported'),
    evaluation_periods: z.number().int().min(1),
    datapoints_to_alarm: z.number().int().min(1).optional(),
    comparison_operator: z.enum(COMPARISON_OPERATORS),
    threshold: z.number(),
    treat_missing_data: missingDataTreatment,
    actions_enabled: z.boolean().default(true),
    alarm_actions: receivers,
    ok_actions: receivers,
    insufficient_data_actions: receivers,
  },
  { unit: 'the twin keeps values without units' },
);

/**
 * The alarms, each on one metric. Metric math and anomaly detection are refused, because they have other attributes.
 */
export const readAlarms = (plan: AppliedPlan): AlarmDeclaration[] =>
  readDeclarations(plan, 'aws_cloudwatch_metric_alarm', alarm, (read, resource) => ({
    name: read.alarm_name,
    arn: resource.computed('arn'),
    description: read.alarm_description,
    metric: { namespace: read.namespace, name: read.metric_name, dimensions: read.dimensions },
    statistic: read.extended_statistic ?? read.statistic ?? 'Average',
    period: read.period,
    evaluationPeriods: read.evaluation_periods,
    datapointsToAlarm: read.datapoints_to_alarm ?? read.evaluation_periods,
    comparison: read.comparison_operator,
    threshold: read.threshold,
    actions: {
      ALARM: read.actions_enabled ? read.alarm_actions : [],
      OK: read.actions_enabled ? read.ok_actions : [],
      INSUFFICIENT_DATA: read.actions_enabled ? read.insufficient_data_actions : [],
    },
  }));
