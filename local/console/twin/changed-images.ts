interface Keyed {
  readonly imageId?: { readonly S?: string };
}

interface WriteRequest {
  readonly PutRequest?: { readonly Item?: Keyed };
  readonly DeleteRequest?: { readonly Key?: Keyed };
}

interface WriteInput {
  readonly TableName?: string;
  readonly Key?: Keyed;
  readonly Item?: Keyed;
  readonly RequestItems?: Readonly<Record<string, readonly WriteRequest[]>>;
}

const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem']);

/** The images whose rows a call to DynamoDB writes or removes. */
export function changedImages(operation: string, body: Buffer, table: string): string[] {
  if (!WRITES.has(operation)) return [];
  const input: WriteInput = JSON.parse(body.toString());
  const single = input.TableName === table ? [input.Key, input.Item] : [];
  const batch = (input.RequestItems?.[table] ?? []).flatMap((write) => [
    write.PutRequest?.Item,
    write.DeleteRequest?.Key,
  ]);
  return [...single, ...batch].flatMap((keyed) => keyed?.imageId?.S ?? []).filter(isImage);
}

/** The places of an image's uploads (`places/<imageId>`) are not records of an image. */
const isImage = (imageId: string): boolean => !imageId.includes('/');
