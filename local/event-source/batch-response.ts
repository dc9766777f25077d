/**
 * The failed messages of a batch, from a function's response with `ReportBatchItemFailures`.
 * Source: AWS Lambda Developer Guide, "Handling errors for an SQS event source in Lambda": no response or an empty list
 * means that all succeeded. A response of another form, or with a message that was not in the batch, means that all
 * failed.
 */
export function failedMessages(response: unknown, messageIds: readonly string[]): readonly string[] {
  if (response === null || response === undefined) return [];
  if (typeof response !== 'object') return messageIds;
  const { batchItemFailures: failures } = response as { batchItemFailures?: unknown };
  if (failures === null || failures === undefined) return [];
  if (!Array.isArray(failures)) return messageIds;
  const named = failures.map((failure: { itemIdentifier?: unknown } | null) => failure?.itemIdentifier);
  const known = new Set<unknown>(messageIds);
  return named.every((identifier) => known.has(identifier)) ? (named as string[]) : messageIds;
}
