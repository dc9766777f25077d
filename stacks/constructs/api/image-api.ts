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
/** Limits of the whole stage, so that a faulty client cannot cause high costs: requests per second, and burst. */
const THROTTLING = { rate: 50, burst: 100 };

export interface ImageApiProps {
  /** Names of the resources of the environment. */
  readonly names: ResourceNames;
  /** The absolute path of the zip of `image-api`. */
  readonly package: string;
  /** The absolute path of the zip of `sign-in`, which checks tokens if `SIGN_IN_ISSUER` is set. */
  readonly signInPackage: string;
  /** The settings for CORS, access logs, and the function. */
  readonly settings: Settings;
  /** The key that encrypts the logs. @default - a key of CloudWatch Logs */
  readonly encryptionKey?: EncryptionKey | undefined;
}

/** The REST API: the OpenAPI document on API Gateway, and the function `image-api` behind every route. */
export class ImageApi extends Construct {
  /** The function `image-api`. */
  readonly fn: LambdaFunction;
  /** The authorizer of the routes for people who are signed in; undefined if there are no such routes. */
  readonly signIn: SignIn | undefined;
  readonly apiName: string;
  readonly stageName: string = STAGE;
  /** The URL of the stage, without a trailing slash. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: ImageApiProps) {
    super(scope, id);
    const { names, settings } = props;
    const allowedOrigins = settings.CORS_ALLOWED_ORIGINS;
    this.fn = new LambdaFunction(this, 'image-api', {
      name: names.imageApi,
      description: 'Implements the REST API: process, upload, get, list and forget images.',
      package: props.package,
      // API Gateway does not wait longer.
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
 * A hash of the document. API Gateway serves the last deployment, not the current body of the REST API, so each
 * change of the document must cause a deployment. The ARNs of the functions are not part of it, because only
 * Terraform knows them.
 */
function documentHash(
  name: string,
  { CORS_ALLOWED_ORIGINS: allowedOrigins, SIGN_IN_ISSUER: issuer }: Settings,
): string {
  const authorizerUri = issuer && 'sign-in';
  const document = openApiDocument({ name, invocationUri: 'image-api', allowedOrigins, authorizerUri });
  return createHash('sha256').update(JSON.stringify(document)).digest('hex');
}
