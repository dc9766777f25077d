/**
 * The version of the `hashicorp/aws` provider. It is newer than the version that `@cdktf/provider-aws`, which is
 * archived, was generated from. Decision 17 explains why this is safe.
 */
export const AWS_PROVIDER_VERSION = '6.66.0';
