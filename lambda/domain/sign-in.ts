/** Reasons why a token proves nothing. Each is a code of the API's errors. */
export const TOKEN_REFUSALS = ['TOKEN_EXPIRED', 'TOKEN_INVALID'] as const;

export interface TokenRefusal {
  readonly code: (typeof TOKEN_REFUSALS)[number];
  /** The problem of the token, and how to fix it. */
  readonly message: string;
}

/** Outcome of the check of a token: the person whom it was issued to, or why it is refused. */
export type TokenCheck = { readonly owner: string } | { readonly refusal: TokenRefusal };

/**
 * Checks a token that names a person.
 * @throws ServiceError when the issuer cannot be asked for its keys, so that nothing is known about the token
 */
export type CheckToken = (token: string) => Promise<TokenCheck>;
