/** One statement of an IAM policy or a resource policy. `Sid` names its purpose. */
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: '*' | { readonly Service: string | readonly string[] } | { readonly AWS: string };
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** Denies every request that is not encrypted with TLS. */
export const denyPlainHttp = (action: string, resources: readonly string[]): PolicyStatement => ({
  Sid: 'DenyPlainHttp',
  Effect: 'Deny',
  Principal: '*',
  Action: action,
  Resource: resources,
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
});

/** The trust policy of a role that a service assumes. */
export const assumedBy = (service: 'Lambda' | 'ApiGateway'): string =>
  policyDocument([
    {
      Sid: `AssumedBy${service}`,
      Effect: 'Allow',
      Principal: { Service: `${service.toLowerCase()}.amazonaws.com` },
      Action: 'sts:AssumeRole',
    },
  ]);

/** The text of a policy, as plain JSON that is readable in the synthesized stack. */
export const policyDocument = (statements: readonly PolicyStatement[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });
