import { z } from 'zod';
import type { TerraformDocument } from '../terraform/terraform-document';
import { declarationSchema, readDeclarations } from './declaration';

export interface EventBusDeclaration {
  readonly name: string;
}

const eventBus = declarationSchema(
  { name: z.string() },
  { description: 'for people', tags: 'nothing is billed' },
);

export const readEventBuses = (document: TerraformDocument): EventBusDeclaration[] =>
  readDeclarations(document, 'aws_cloudwatch_event_bus', eventBus, ({ name }) => ({ name }));
