import {
  CloudfrontResponseHeadersPolicy,
  type CloudfrontResponseHeadersPolicyCorsConfig,
} from '@cdktf/provider-aws/lib/cloudfront-response-headers-policy';
import { Construct } from 'constructs';
import * as rules from '../prop-rules';
import { requireProps } from '../require-props';

const YEAR_SECONDS = 31_536_000;
const CORS_MAX_AGE_SECONDS = 86_400;

/** Prevents scripts from running if a preview is opened as a page, even if the file has another type than it claims. */
const CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

export interface DeliveryHeadersProps {
  /** The name of the policy. */
  readonly name: string;
  /** Origins whose scripts may read previews. If empty, there are no CORS headers, which `<img>` does not need. */
  readonly allowedOrigins: readonly string[];
}

/** The headers that CloudFront adds to every response. */
export class DeliveryHeaders extends Construct {
  readonly policyId: string;

  constructor(scope: Construct, id: string, props: DeliveryHeadersProps) {
    super(scope, id);
    requireProps(this, props, { allowedOrigins: rules.webOrigins });
    this.policyId = new CloudfrontResponseHeadersPolicy(this, 'policy', {
      name: props.name,
      customHeadersConfig: {
        items: [
          // Lets pages with cross-origin isolation (COEP) show previews.
          { header: 'Cross-Origin-Resource-Policy', value: 'cross-origin', override: true },
        ],
      },
      securityHeadersConfig: {
        contentTypeOptions: { override: true },
        contentSecurityPolicy: { contentSecurityPolicy: CONTENT_SECURITY_POLICY, override: true },
        strictTransportSecurity: { accessControlMaxAgeSec: YEAR_SECONDS, override: true },
      },
      ...(props.allowedOrigins.length > 0 && { corsConfig: corsConfig(props.allowedOrigins) }),
    }).id;
  }
}

const corsConfig = (origins: readonly string[]): CloudfrontResponseHeadersPolicyCorsConfig => ({
  accessControlAllowCredentials: false,
  accessControlAllowHeaders: { items: ['*'] },
  accessControlAllowMethods: { items: ['GET', 'HEAD'] },
  accessControlAllowOrigins: { items: [...origins] },
  accessControlMaxAgeSec: CORS_MAX_AGE_SECONDS,
  originOverride: true,
});
