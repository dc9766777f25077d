import type { AppliedPlan } from '../applied-plan';
import { UnsupportedDeclarationError } from '../unsupported';

/** Resource types that change nothing on one machine, each with the reason. */
const WITHOUT_EFFECT: Readonly<Record<string, string>> = {
  aws_api_gateway_account: 'there are no access logs',
  aws_api_gateway_deployment: 'an API is as its document says, always',
  aws_budgets_budget: 'nothing is billed',
  aws_cloudwatch_dashboard: 'there is no CloudWatch to draw it',
  aws_iam_role_policy_attachment: 'only the services of AWS are given managed policies',
  aws_kms_alias: 'nothing is encrypted at rest',
  aws_kms_key: 'nothing is encrypted at rest',
  aws_s3_bucket_public_access_block: 'only this machine reaches the twin',
  aws_s3_bucket_server_side_encryption_configuration: 'nothing is encrypted at rest',
  aws_sqs_queue_redrive_allow_policy: 'only the declared queues redrive here',
};

/** @throws UnsupportedDeclarationError naming every resource that was not read and is not without effect */
export function refuseOtherResources(plan: AppliedPlan): void {
  const others = plan.unread().filter(({ type }) => !(type in WITHOUT_EFFECT));
  if (others.length === 0) return;
  throw new UnsupportedDeclarationError(
    others.map(({ address }) => `${address}: nothing here runs resources of this type`),
  );
}
