/**
 * The CloudFront Function behind the previews (viewer response, JavaScript runtime 2.0). Previews carry the metadata of
 * their originals, such as the id of a user, which is not for everybody who sees them. CloudFront does not call the
 * function for errors, which have no metadata.
 */

// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by this name.
function handler(event) {
  const response = event.response;
  for (const name in response.headers) {
    if (name.indexOf('x-amz-meta-') === 0) delete response.headers[name];
  }
  // An address without an extension has one response for each format.
  const vary = response.headers.vary;
  response.headers.vary = { value: vary ? `${vary.value}, Accept` : 'Accept' };
  return response;
}
