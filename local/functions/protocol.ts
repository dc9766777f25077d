/** The messages between the twin and a function's process. */

export interface InvokeMessage {
  readonly requestId: string;
  /** Epoch milliseconds. */
  readonly deadline: number;
  readonly payload: unknown;
}

/** An error as Lambda reports it to the caller. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

export type InvocationResult =
  | { readonly ok: true; readonly payload: unknown }
  | { readonly ok: false; readonly error: FunctionError };

export type ProcessMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'start-failed'; readonly error: FunctionError }
  | { readonly kind: 'result'; readonly requestId: string; readonly result: InvocationResult };
