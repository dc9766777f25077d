/**
 * The version of the `hashicorp/aws` provider. It is newer than the one that `@cdktf/provider-aws` was made from,
 * which is archived: its schema contains the older one. Decision 17 says why.
 */
export const AWS_PROVIDER_VERSION = '6.66.0';
