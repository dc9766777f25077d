/**
 * The arguments that Terraform cannot change in place: another value destroys and recreates the resource. Source: the
 * Terraform AWS provider 6, "Forces new resource" in its documentation and `ForceNew` in its schemas
 * (https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/<type without aws_>).
 * The list contains every synthesized type.
 */
const FORCES_REPLACEMENT: Readonly<Record<string, readonly string[]>> = {
  aws_api_gateway_account: [],
  aws_api_gateway_deployment: ['rest_api_id', 'triggers', 'variables'],
  aws_api_gateway_method_settings: ['rest_api_id', 'stage_name', 'method_path'],
  aws_api_gateway_rest_api: [],
  aws_api_gateway_stage: ['rest_api_id', 'stage_name'],
  aws_cloudwatch_dashboard: ['dashboard_name'],
  aws_cloudwatch_event_archive: ['name', 'event_source_arn'],
  aws_cloudwatch_event_bus: ['name', 'event_source_name'],
  aws_cloudwatch_event_rule: ['name', 'name_prefix', 'event_bus_name'],
  aws_cloudwatch_event_target: ['rule', 'event_bus_name', 'target_id'],
  aws_cloudwatch_log_group: ['name', 'name_prefix', 'log_group_class'],
  aws_cloudwatch_metric_alarm: ['alarm_name'],
  aws_dynamodb_table: ['name', 'hash_key', 'range_key', 'local_secondary_index', 'import_table'],
  aws_iam_role: ['name', 'name_prefix', 'path'],
  aws_iam_role_policy: ['name', 'name_prefix', 'role'],
  aws_iam_role_policy_attachment: ['role', 'policy_arn'],
  aws_kms_alias: ['name', 'name_prefix'],
  aws_kms_key: ['custom_key_store_id', 'customer_master_key_spec', 'key_usage', 'multi_region'],
  aws_lambda_event_source_mapping: ['event_source_arn', 'starting_position', 'starting_position_timestamp'],
  aws_lambda_function: ['function_name', 'package_type'],
  aws_lambda_permission: [
    'action',
    'event_source_token',
    'function_name',
    'function_url_auth_type',
    'principal',
    'principal_org_id',
    'qualifier',
    'source_account',
    'source_arn',
    'statement_id',
    'statement_id_prefix',
  ],
  aws_s3_bucket: ['bucket', 'bucket_prefix', 'object_lock_enabled'],
  aws_s3_bucket_cors_configuration: ['bucket', 'expected_bucket_owner'],
  aws_s3_bucket_lifecycle_configuration: ['bucket', 'expected_bucket_owner'],
  aws_s3_bucket_notification: ['bucket'],
  aws_s3_bucket_policy: ['bucket'],
  aws_s3_bucket_public_access_block: ['bucket'],
  aws_s3_bucket_server_side_encryption_configuration: ['bucket', 'expected_bucket_owner'],
  aws_s3_bucket_versioning: ['bucket', 'expected_bucket_owner'],
  aws_sns_topic: ['name', 'name_prefix', 'fifo_topic'],
  aws_sns_topic_policy: ['arn'],
  aws_sns_topic_subscription: ['topic_arn', 'protocol', 'endpoint'],
  aws_sqs_queue: ['name', 'name_prefix', 'fifo_queue'],
  aws_sqs_queue_policy: ['queue_url'],
  aws_sqs_queue_redrive_allow_policy: ['queue_url'],
};

/** Whether the replacing arguments of a type are known. */
export const isKnownType = (type: string): boolean => type in FORCES_REPLACEMENT;

/** The arguments that force a replacement of a type; empty for an unknown type. */
export const replacingArguments = (type: string): readonly string[] => FORCES_REPLACEMENT[type] ?? [];
