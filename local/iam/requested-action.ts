/** An action that a request needs, as IAM decides on it. */
export interface RequestedAction {
  /** `<service>:<action>`. */
  readonly action: string;
  /** ARN, or `*` for an action without a resource. */
  readonly resource: string;
  /** Condition keys by name, without those that AWS adds to every request. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/** A request in one of AWS's protocols with a body of its own. */
export interface ServiceRequest {
  /** `POST` and so on. */
  readonly method: string;
  /** Path of the URL, which names the resource where the body does not. */
  readonly path: string;
  /** The operation in `X-Amz-Target`, or the form's `Action`. */
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

export interface Account {
  readonly accountId: string;
  readonly region: string;
}
