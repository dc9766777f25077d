import { z } from 'zod';
import type { TerraformDocument } from '../terraform-document';
import { declarationSchema, readDeclarations } from './declaration';

/** The account's own bus, which no stack declares. */
export const DEFAULT_BUS = 'default';

export interface EventBusDeclaration {
  readonly name: string;
}

const eventBus = declarationSchema(
  { name: z.string() },
  { description: 'for people', tags: 'nothing is billed' },
);

export const readEventBuses = (document: TerraformDocument): EventBusDeclaration[] =>
  readDeclarations(document, 'aws_cloudwatch_event_bus', eventBus, ({ name }) => ({ name }));
