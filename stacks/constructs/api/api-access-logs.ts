import { ApiGatewayAccount } from '@cdktf/provider-aws/lib/api-gateway-account';
import type { ApiGatewayStageAccessLogSettings } from '@cdktf/provider-aws/lib/api-gateway-stage';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { ResourceNames } from '../../names';
import type { EncryptionKey } from '../encryption-key';
import { assumedBy } from '../policy-document';
import * as rules from '../prop-rules';
import { requireProps } from '../require-props';

/** The fields that are logged of a request: enough to find it, and nothing of its content. */
const FORMAT = JSON.stringify({
  requestId: '$context.requestId',
  requestTime: '$context.requestTime',
  sourceIp: '$context.identity.sourceIp',
  caller: '$context.identity.caller',
  httpMethod: '$context.httpMethod',
  resourcePath: '$context.resourcePath',
  status: '$context.status',
  responseLength: '$context.responseLength',
  responseLatency: '$context.responseLatency',
  errorType: '$context.error.responseType',
});

export interface ApiAccessLogsProps {
  /** Names of the environment's resources. */
  readonly names: ResourceNames;
  /** Days that CloudWatch keeps the log, one of the numbers it offers. */
  readonly retentionDays: number;
  /** Whether to set the role that the account's API Gateway writes logs with. One stack of an account should. */
  readonly manageAccountRole: boolean;
  /** The key that encrypts the log. @default - a key of CloudWatch Logs */
  readonly encryptionKey?: EncryptionKey | undefined;
}

/** The access log of a REST API's stage. */
export class ApiAccessLogs extends Construct {
  /** Where the stage writes its log, and in which format. */
  readonly settings: ApiGatewayStageAccessLogSettings;
  /** The resources that a stage needs before it can write logs. */
  readonly prerequisites: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ApiAccessLogsProps) {
    super(scope, id);
    requireProps(this, props, { retentionDays: rules.logRetention });
    const { names, retentionDays, manageAccountRole, encryptionKey } = props;
    const logGroup = new CloudwatchLogGroup(this, 'log-group', {
      name: `/aws/apigateway/${names.restApi}`,
      retentionInDays: retentionDays,
      ...(encryptionKey && { kmsKeyId: encryptionKey.keyArn }),
    });
    this.settings = { destinationArn: logGroup.arn, format: FORMAT };
    this.prerequisites = manageAccountRole ? [this.accountRole(names.apiLogsRole)] : [];
  }

  private accountRole(name: string): ApiGatewayAccount {
    const role = new IamRole(this, 'role', { name, assumeRolePolicy: assumedBy('ApiGateway') });
    // The role serves every API of the account, so it has the policy that AWS made for that.
    const attachment = new IamRolePolicyAttachment(this, 'permissions', {
      role: role.name,
      policyArn: 'arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs',
    });
    return new ApiGatewayAccount(this, 'account', {
      cloudwatchRoleArn: role.arn,
      dependsOn: [attachment],
    });
  }
}
