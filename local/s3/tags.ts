import { S3Error } from './errors';

/** Source: S3 User Guide, "Categorizing your storage using tags". */
const MAX_TAGS = 10;
const MAX_TAG_KEY_LENGTH = 128;
const MAX_TAG_VALUE_LENGTH = 256;

/** Tags of an object, checked. @throws S3Error `InvalidArgument` */
export function checkedTags(pairs: readonly (readonly [string, string])[]): Record<string, string> {
  const refuse = (message: string): never => {
    throw new S3Error('InvalidArgument', { message });
  };
  if (pairs.length > MAX_TAGS) refuse(`Object tags cannot be greater than ${MAX_TAGS}`);
  for (const [key, value] of pairs) {
    if (key.length < 1 || key.length > MAX_TAG_KEY_LENGTH) refuse('The TagKey you have provided is invalid');
    if (value.length > MAX_TAG_VALUE_LENGTH) refuse('The TagValue you have provided is invalid');
  }
  const tags = Object.fromEntries(pairs);
  if (Object.keys(tags).length !== pairs.length) refuse('Cannot provide multiple Tags with the same key');
  return tags;
}

/** The header `x-amz-tagging` holds tags as a URL query. */
export const tagsFromHeader = (header: string | undefined): Record<string, string> =>
  checkedTags([...new URLSearchParams(header ?? '')]);
