/**
 * Which messages of a batch failed, by a function's answer under `ReportBatchItemFailures`.
 * Source: AWS Lambda Developer Guide, "Handling errors for an SQS event source in Lambda": nothing or an
 * empty list means that all succeeded; an answer that is not what was promised, or that names a message
 * which was not in the batch, means that all failed.
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
