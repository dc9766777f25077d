/**
 * Import this before anything that loads the AWS SDK. On Node.js 20 the SDK prints a notice about the end of its
 * support, which would appear in the output of commands.
 */
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
