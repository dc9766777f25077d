/**
 * Imported before anything that loads the AWS SDK: on Node.js 20 it would put a notice about next year's
 * releases between a command's lines.
 */
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
