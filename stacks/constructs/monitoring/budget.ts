import { BudgetsBudget } from '@cdktf/provider-aws/lib/budgets-budget';
import { Construct } from 'constructs';
import { PROJECT } from '../../names';
import * as rules from '../prop-rules';
import { requireProps } from '../require-props';
import type { Topic } from '../topic';

/** Thresholds in percent of the budget, either spent (ACTUAL) or forecast for the end of the month. */
const WARNINGS = [
  { notificationType: 'FORECASTED', threshold: 100 },
  { notificationType: 'ACTUAL', threshold: 80 },
  { notificationType: 'ACTUAL', threshold: 100 },
] as const;

export interface BudgetProps {
  /** The name of the budget. */
  readonly name: string;
  /** US dollars a month. */
  readonly amount: number;
  /** The environment that it is for. */
  readonly environment: string;
  /** The account of the budget. */
  readonly accountId: string;
  /** The topic that is notified. */
  readonly alerts: Topic;
}

/**
 * A monthly budget for all resources with the tags of the project and the environment. AWS counts a tag only after you
 * have activated it as a cost allocation tag, once for each account.
 */
export class Budget extends Construct {
  constructor(scope: Construct, id: string, props: BudgetProps) {
    super(scope, id);
    requireProps(this, props, { name: rules.budgetName, amount: rules.budgetAmount });
    const { name, amount, environment, accountId, alerts } = props;
    alerts.admitBudgets(accountId);
    new BudgetsBudget(this, 'budget', {
      name,
      budgetType: 'COST',
      timeUnit: 'MONTHLY',
      limitAmount: String(amount),
      limitUnit: 'USD',
      // `user:` is the prefix of user-defined tags, and `$` separates key and value.
      costFilter: [
        {
          name: 'TagKeyValue',
          values: [`user:Project$${PROJECT}`, `user:Environment$${environment}`],
        },
      ],
      notification: WARNINGS.map((warning) => ({
        ...warning,
        comparisonOperator: 'GREATER_THAN',
        thresholdType: 'PERCENTAGE',
        subscriberSnsTopicArns: [alerts.topicArn],
      })),
      dependsOn: [alerts.policy],
    });
  }
}
