import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { Construct } from 'constructs';
import type { Settings } from '../../settings';
import { LambdaFunction, type LambdaFunctionProps } from '../lambda-function';

/** Reading the keys of an issuer takes 5 seconds at most: two requests with a timeout of 2.5 seconds. */
const TIMEOUT_SECONDS = 10;

export interface SignInProps extends Pick<LambdaFunctionProps, 'name' | 'package' | 'encryptionKey'> {
  /** The OpenID Connect issuer, identical to `iss` in the tokens. */
  readonly issuer: string;
  /** The audiences whose tokens are accepted. */
  readonly audiences: readonly string[];
  /** The settings that the function reads. */
  readonly settings: Settings;
}

/** The Lambda authorizer, which checks the tokens of people who are signed in. It may not call any AWS service. */
export class SignIn extends Construct {
  /** The function `sign-in`. */
  readonly fn: LambdaFunction;

  constructor(scope: Construct, id: string, props: SignInProps) {
    super(scope, id);
    this.fn = new LambdaFunction(this, 'sign-in', {
      name: props.name,
      description: 'Checks the tokens of people who call the REST API.',
      package: props.package,
      timeout: TIMEOUT_SECONDS,
      environment: {
        SIGN_IN_ISSUER: props.issuer,
        SIGN_IN_AUDIENCE: props.audiences.join(','),
        LOG_LEVEL: props.settings.LOG_LEVEL,
        POWERTOOLS_SERVICE_NAME: 'sign-in',
      },
      settings: props.settings,
      encryptionKey: props.encryptionKey,
    });
  }

  /** Lets a REST API invoke the authorizer. */
  grantAsk(restApiExecutionArn: string): void {
    new LambdaPermission(this, 'invocation', {
      statementId: 'AllowAuthorizer',
      action: 'lambda:InvokeFunction',
      functionName: this.fn.functionName,
      principal: 'apigateway.amazonaws.com',
      sourceArn: `${restApiExecutionArn}/authorizers/*`,
    });
  }
}
