import type { AppliedPlan } from '../applied-plan';
import { UnsupportedDeclarationError } from '../unsupported';

/** Resource types without an effect in the twin, each with the reason. */
const WITHOUT_EFFECT: Readonly<Record<string, string>> = {
  aws_api_gateway_account: 'there are no access logs',
  aws_api_gateway_deployment: 'the twin always uses the current document of an API',
  aws_budgets_budget: 'nothing is billed',
  aws_cloudwatch_dashboard: 'there is no CloudWatch to draw it',
  aws_iam_role_policy_attachment: 'only AWS services have managed policies',
  aws_kms_alias: 'nothing is encrypted at rest',
  aws_kms_key: 'nothing is encrypted at rest',
  aws_s3_bucket_public_access_block: 'only this machine reaches the twin',
  aws_s3_bucket_server_side_encryption_configuration: 'nothing is encrypted at rest',
  aws_sqs_queue_redrive_allow_policy: 'only the declared queues redrive here',
};

/** @throws UnsupportedDeclarationError with every resource that the twin neither reads nor can ignore */
export function refuseOtherResources(plan: AppliedPlan): void {
  const others = plan.unread().filter(({ type }) => !(type in WITHOUT_EFFECT));
  if (others.length === 0) return;
  throw new UnsupportedDeclarationError(
    others.map(({ address }) => `${address}: resources of this type are not supported`),
  );
}
