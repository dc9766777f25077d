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

/** The fields in the log: enough to identify a request, but nothing of its content. */
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
  /** Names of the resources of the environment. */
  readonly names: ResourceNames;
  /** Days to keep the log: one of the values that CloudWatch supports. */
  readonly retentionDays: number;
  /** Whether to set the role with which API Gateway writes logs. It is a setting of the account and region. */
  readonly manageAccountRole: boolean;
  /** The key that encrypts the log. @default - a key of CloudWatch Logs */
  readonly encryptionKey?: EncryptionKey | undefined;
}

/** The access log of a stage of a REST API. */
export class ApiAccessLogs extends Construct {
  /** The destination and the format of the log, for the stage. */
  readonly settings: ApiGatewayStageAccessLogSettings;
  /** Resources that must exist before the stage can write logs. */
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
    // All APIs of the account use this role, so it has the AWS managed policy for this purpose.
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
