import { z } from 'zod';
import type { AppliedPlan } from '../applied-plan';
import { declarationSchema, readDeclarations } from './declaration';

/** The default bus of the account, which no stack declares. */
export const DEFAULT_BUS = 'default';

export interface EventBusDeclaration {
  readonly name: string;
}

const eventBus = declarationSchema({ name: z.string() });

export const readEventBuses = (plan: AppliedPlan): EventBusDeclaration[] =>
  readDeclarations(plan, 'aws_cloudwatch_event_bus', eventBus, ({ name }) => ({ name }));
