import type { Place } from '../../plan/computed-attributes';
import type { FunctionDeclaration } from '../../plan/topology/functions';
import { accessKeyIdOf, credentialsOf } from '../foundation/credentials';

/**
 * A function's complete environment: the synthesized variables, those that Lambda's runtime sets (AWS Lambda Developer
 * Guide, "Defined runtime environment variables"), and `AWS_ENDPOINT_URL`. Only `PATH` comes from the twin's own
 * environment.
 */
export function functionEnvironment(
  declaration: FunctionDeclaration,
  taskRoot: string,
  logStream: string,
  place: Place,
): Record<string, string> {
  const { accessKeyId, secretAccessKey } = credentialsOf(accessKeyIdOf(declaration.roleArn));
  return {
    PATH: process.env.PATH ?? '',
    TZ: ':UTC',
    LANG: 'en_US.UTF-8',
    _HANDLER: declaration.handler,
    LAMBDA_TASK_ROOT: taskRoot,
    AWS_REGION: place.region,
    AWS_DEFAULT_REGION: place.region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_ENDPOINT_URL: place.endpoint,
    AWS_LAMBDA_FUNCTION_NAME: declaration.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(declaration.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: declaration.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
    AWS_LAMBDA_LOG_FORMAT: declaration.logFormat,
    ...(declaration.applicationLogLevel && { AWS_LAMBDA_LOG_LEVEL: declaration.applicationLogLevel }),
    ...declaration.environment,
  };
}
