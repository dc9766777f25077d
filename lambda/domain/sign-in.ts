/** Reasons to refuse a token. Each is an error code of the API. */
export const TOKEN_REFUSALS = ['TOKEN_EXPIRED', 'TOKEN_INVALID'] as const;

export interface TokenRefusal {
  readonly code: (typeof TOKEN_REFUSALS)[number];
  /** The problem with the token, and how to fix it. */
  readonly message: string;
}

/** The result of a check: the person to whom the token was issued, or the reason to refuse it. */
export type TokenCheck = { readonly owner: string } | { readonly refusal: TokenRefusal };

/**
 * Checks a token that names a person.
 * @throws ServiceError if the keys of the issuer cannot be read, so that the token cannot be checked
 */
export type CheckToken = (token: string) => Promise<TokenCheck>;
