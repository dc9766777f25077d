/**
 * A note for people whose functions run on another major version of Node.js here than on AWS.
 * @param deployed major version on AWS
 * @param here full version of this process
 */
export function nodeVersionNote(deployed: number, here: string = process.versions.node): string | undefined {
  const major = Number.parseInt(here, 10);
  if (major === deployed) return undefined;
  return `The functions run on Node.js ${major} here, and on Node.js ${deployed} on AWS: speed and error messages can differ.`;
}
