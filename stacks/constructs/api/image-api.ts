import { createHash } from 'node:crypto';
import { ApiGatewayDeployment } from '@cdktf/provider-aws/lib/api-gateway-deployment';
import { ApiGatewayMethodSettings } from '@cdktf/provider-aws/lib/api-gateway-method-settings';
import { ApiGatewayRestApi } from '@cdktf/provider-aws/lib/api-gateway-rest-api';
import { ApiGatewayStage } from '@cdktf/provider-aws/lib/api-gateway-stage';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { Construct } from 'constructs';
import { INTEGRATION_TIMEOUT_MS, openApiDocument } from '../../../lambda/image-api/openapi/openapi-document';
import type { ResourceNames } from '../../names';
import type { Settings } from '../../settings';
import type { EncryptionKey } from '../encryption-key';
import { LambdaFunction } from '../lambda-function';
import { ApiAccessLogs } from './api-access-logs';
import { SignIn } from './sign-in';

const STAGE = 'v1';
/** Limits of the whole stage, so that a faulty client cannot run up a bill: requests a second, and at once. */
const THROTTLING = { rate: 50, burst: 100 };

export interface ImageApiProps {
  /** Names of the environment's resources. */
  readonly names: ResourceNames;
  /** Absolute path of the zip of `image-api`. */
  readonly package: string;
  /** Absolute path of the zip of `sign-in`, which checks tokens if `SIGN_IN_ISSUER` is set. */
  readonly signInPackage: string;
  /** The settings of the deployment: CORS, access logs, and those that the function reads. */
  readonly settings: Settings;
  /** The key that encrypts the logs. @default - a key of CloudWatch Logs */
  readonly encryptionKey?: EncryptionKey | undefined;
}

/** The REST API: the OpenAPI document on API Gateway, and the function `image-api` behind every route. */
export class ImageApi extends Construct {
  /** The function `image-api`. */
  readonly fn: LambdaFunction;
  /** The authorizer of the routes for people. @default - none: there are no such routes */
  readonly signIn: SignIn | undefined;
  readonly apiName: string;
  readonly stageName: string = STAGE;
  /** Address of the stage, without a slash at its end. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: ImageApiProps) {
    super(scope, id);
    const { names, settings } = props;
    const allowedOrigins = settings.CORS_ALLOWED_ORIGINS;
    this.fn = new LambdaFunction(this, 'image-api', {
      name: names.imageApi,
      description: 'Implements the REST API: process, upload, get, list and forget images.',
      package: props.package,
      // API Gateway gives up then.
      timeout: INTEGRATION_TIMEOUT_MS / 1000,
      environment: {
        ENVIRONMENT: settings.ENVIRONMENT_SUFFIX,
        MAX_IMAGE_SIZE: String(settings.MAX_IMAGE_SIZE),
        PREVIEW_EXPIRATION_DAYS: String(settings.PREVIEW_EXPIRATION_DAYS),
        LOG_LEVEL: settings.LOG_LEVEL,
        POWERTOOLS_SERVICE_NAME: 'image-api',
        ...(settings.MAX_IMAGES_PER_HOUR !== undefined && {
          MAX_IMAGES_PER_HOUR: String(settings.MAX_IMAGES_PER_HOUR),
        }),
        ...(allowedOrigins.length > 0 && { CORS_ALLOWED_ORIGINS: allowedOrigins.join(',') }),
      },
      settings,
      encryptionKey: props.encryptionKey,
    });
    this.signIn = this.authorizer(props);
    const api = new ApiGatewayRestApi(this, 'rest-api', {
      name: names.restApi,
      description: 'Photos in, previews out.',
      body: JSON.stringify(
        openApiDocument({
          name: names.restApi,
          invocationUri: this.fn.invokeArn,
          allowedOrigins,
          authorizerUri: this.signIn?.fn.invokeArn,
        }),
      ),
      endpointConfiguration: { types: ['REGIONAL'] },
    });
    this.apiName = api.name;
    new LambdaPermission(this, 'invocation', {
      statementId: 'AllowRestApi',
      action: 'lambda:InvokeFunction',
      functionName: this.fn.functionName,
      principal: 'apigateway.amazonaws.com',
      sourceArn: `${api.executionArn}/${STAGE}/*`,
    });
    this.signIn?.grantAsk(api.executionArn);
    const stage = this.deploy(api, props);
    this.url = stage.invokeUrl;
  }

  private authorizer({ names, settings, signInPackage, encryptionKey }: ImageApiProps): SignIn | undefined {
    const { SIGN_IN_ISSUER: issuer, SIGN_IN_AUDIENCE: audiences } = settings;
    if (!issuer || !audiences) return undefined;
    return new SignIn(this, 'sign-in', {
      name: names.signIn,
      package: signInPackage,
      issuer,
      audiences,
      settings,
      encryptionKey,
    });
  }

  private deploy(api: ApiGatewayRestApi, { names, settings, encryptionKey }: ImageApiProps): ApiGatewayStage {
    const deployment = new ApiGatewayDeployment(this, 'deployment', {
      restApiId: api.id,
      triggers: { document: documentHash(names.restApi, settings) },
      lifecycle: { createBeforeDestroy: true },
    });
    const accessLogs =
      settings.API_ACCESS_LOGS === 'off'
        ? undefined
        : new ApiAccessLogs(this, 'access-logs', {
            names,
            retentionDays: settings.LOG_RETENTION_DAYS,
            manageAccountRole: settings.API_ACCESS_LOGS === 'managed',
            encryptionKey,
          });
    const stage = new ApiGatewayStage(this, 'stage', {
      restApiId: api.id,
      deploymentId: deployment.id,
      stageName: STAGE,
      xrayTracingEnabled: true,
      ...(accessLogs && { accessLogSettings: accessLogs.settings, dependsOn: accessLogs.prerequisites }),
    });
    new ApiGatewayMethodSettings(this, 'throttling', {
      restApiId: api.id,
      stageName: stage.stageName,
      methodPath: '*/*',
      settings: { throttlingRateLimit: THROTTLING.rate, throttlingBurstLimit: THROTTLING.burst },
    });
    return stage;
  }
}

/**
 * Changes exactly when the document does, so that each change is deployed: API Gateway serves the last
 * deployment, not the REST API's current body. The function's ARN is left out, because only Terraform knows it.
 */
function documentHash(
  name: string,
  { CORS_ALLOWED_ORIGINS: allowedOrigins, SIGN_IN_ISSUER: issuer }: Settings,
): string {
  const authorizerUri = issuer && 'sign-in';
  const document = openApiDocument({ name, invocationUri: 'image-api', allowedOrigins, authorizerUri });
  return createHash('sha256').update(JSON.stringify(document)).digest('hex');
}
