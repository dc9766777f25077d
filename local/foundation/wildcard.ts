/** A pattern of a policy as a regular expression: `*` stands for any characters, `?` for one. */
export function wildcard(pattern: string, flags?: string): RegExp {
  const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, flags);
}
