/** The major version of Node.js that runs the functions. Source: AWS Lambda Developer Guide, "Lambda runtimes". */
export const NODE_VERSION = 24;

export const RUNTIME = `nodejs${NODE_VERSION}.x`;
