/** An ETag without the quotation marks that HTTP puts around it, as events and records have it. */
export const unquoted = <ETag extends string | undefined>(eTag: ETag): ETag =>
  eTag?.replaceAll('"', '') as ETag;
