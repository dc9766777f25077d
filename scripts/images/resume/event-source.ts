import {
  type EventSourceMappingConfiguration,
  type LambdaClient,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { EXIT, OperatorError } from '../../cli/exit-codes';

/** The event source mapping that feeds the processor. */
export interface QueueSwitch {
  readonly uuid: string;
  /** Such as `Enabled`, `Disabling` or `Disabled`. */
  readonly state: string;
}

/** @throws OperatorError when the function does not exist, or no queue feeds it */
export async function queueSwitchOf(functionName: string, lambda: LambdaClient): Promise<QueueSwitch> {
  const mapping = await onlyMapping(functionName, lambda);
  if (mapping?.UUID) return { uuid: mapping.UUID, state: mapping.State ?? 'unknown' };
  throw new OperatorError(
    `No queue feeds the function ${functionName}. Does ENVIRONMENT_SUFFIX name a deployed environment?`,
  );
}

async function onlyMapping(
  FunctionName: string,
  lambda: LambdaClient,
): Promise<EventSourceMappingConfiguration | undefined> {
  try {
    const listed = await lambda.send(new ListEventSourceMappingsCommand({ FunctionName }));
    return listed.EventSourceMappings?.[0];
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}

/** @throws OperatorError while Lambda is still changing the mapping */
export async function enableQueue({ uuid }: QueueSwitch, lambda: LambdaClient): Promise<void> {
  try {
    await lambda.send(new UpdateEventSourceMappingCommand({ UUID: uuid, Enabled: true }));
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ResourceInUseException')) throw error;
    throw new OperatorError('Lambda is still stopping the queue. Try again in a minute.', EXIT.findings);
  }
}
