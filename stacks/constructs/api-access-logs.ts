import { ApiGatewayAccount } from '@cdktf/provider-aws/lib/api-gateway-account';
import type { ApiGatewayStageAccessLogSettings } from '@cdktf/provider-aws/lib/api-gateway-stage';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { ResourceNames } from '../names';
import { policyDocument } from './policy-document';

/** What is kept of a request: enough to find it again, and nothing of what was in it. */
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
  readonly names: ResourceNames;
  readonly retentionDays: number;
  /** Whether this stack sets the role that the account's API Gateway logs with. One stack should. */
  readonly manageAccountRole: boolean;
}

/** Access logs of a REST API's stage. */
export class ApiAccessLogs extends Construct {
  readonly settings: ApiGatewayStageAccessLogSettings;
  /** What must be there before a stage may log. */
  readonly prerequisites: ITerraformDependable[];

  constructor(scope: Construct, id: string, { names, retentionDays, manageAccountRole }: ApiAccessLogsProps) {
    super(scope, id);
    const logGroup = new CloudwatchLogGroup(this, 'log-group', {
      name: `/aws/apigateway/${names.restApi}`,
      retentionInDays: retentionDays,
    });
    this.settings = { destinationArn: logGroup.arn, format: FORMAT };
    this.prerequisites = manageAccountRole ? [this.accountRole(names.apiLogsRole)] : [];
  }

  private accountRole(name: string): ApiGatewayAccount {
    const role = new IamRole(this, 'role', { name, assumeRolePolicy: assumedByApiGateway });
    // The role is the whole account's, so it has the policy that AWS made for it, and no function uses it.
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

const assumedByApiGateway = policyDocument([
  {
    Sid: 'AssumedByApiGateway',
    Effect: 'Allow',
    Principal: { Service: 'apigateway.amazonaws.com' },
    Action: 'sts:AssumeRole',
  },
]);
