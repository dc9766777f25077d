import type { TerraformDocument } from '../terraform/terraform-document';
import { UnsupportedDeclarationError } from '../terraform/unsupported';

/** Resource types that change nothing on one machine, each with the reason. */
const WITHOUT_EFFECT: Readonly<Record<string, string>> = {
  aws_api_gateway_account: 'there are no access logs',
  aws_api_gateway_deployment: 'an API is as its document says, always',
  aws_api_gateway_method_settings: 'one person does not need to be throttled',
  aws_cloudwatch_dashboard: 'there is no CloudWatch to draw it',
  aws_cloudwatch_log_group: 'logs go to the terminal',
  aws_iam_role: 'a function carries the name of its role',
  aws_iam_role_policy: 'every call is allowed',
  aws_iam_role_policy_attachment: 'every call is allowed',
  aws_lambda_permission: 'every call is allowed',
  aws_s3_bucket_lifecycle_configuration: 'objects do not live for weeks here',
  aws_s3_bucket_policy: 'every call is allowed',
  aws_s3_bucket_public_access_block: 'only this machine reaches the twin',
  aws_s3_bucket_server_side_encryption_configuration: 'nothing is encrypted at rest',
  aws_sns_topic_policy: 'every call is allowed',
  aws_sqs_queue_policy: 'every call is allowed',
  aws_sqs_queue_redrive_allow_policy: 'every call is allowed',
};

/** Resource types that would do something and do nothing here, which people are told. */
const NOT_RUN: Readonly<Record<string, string>> = {
  aws_api_gateway_rest_api: 'the REST API',
  aws_api_gateway_stage: 'the REST API',
  aws_cloudwatch_event_archive: 'the event archive',
  aws_cloudwatch_event_rule: 'event rules',
  aws_cloudwatch_event_target: 'event rules',
  aws_cloudwatch_metric_alarm: 'alarms',
  aws_sns_topic: 'topics',
  aws_sns_topic_subscription: 'topics',
};

/** What is declared and does nothing here, in a few words each. */
export const notRunHere = (document: TerraformDocument): string[] => [
  ...new Set(document.resourceTypes.flatMap((type) => NOT_RUN[type] ?? [])),
];

/** @throws UnsupportedDeclarationError naming every resource that is neither understood nor without effect */
export function refuseOtherResources(document: TerraformDocument, understood: readonly string[]): void {
  const others = document.resourceTypes.filter(
    (type) => !understood.includes(type) && !(type in WITHOUT_EFFECT) && !(type in NOT_RUN),
  );
  if (others.length === 0) return;
  throw new UnsupportedDeclarationError(
    others.flatMap((type) =>
      document.addressesOf(type).map((address) => `${address}: nothing here runs resources of this type`),
    ),
  );
}
