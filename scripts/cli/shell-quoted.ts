/** A text as one word of a shell command, for commands to copy. */
export const shellQuoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
