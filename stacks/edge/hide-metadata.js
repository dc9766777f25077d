/**
 * The CloudFront Function for responses to viewers (viewer response, JavaScript runtime 2.0). It removes the metadata
 * that previews inherit from their originals, such as the id of a user, because viewers must not see it. CloudFront
 * does not call the function for errors, which have no metadata.
 */

// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by this name.
function handler(event) {
  const response = event.response;
  for (const name in response.headers) {
    if (name.indexOf('x-amz-meta-') === 0) delete response.headers[name];
  }
  // A URL without an extension has one response for each format.
  const vary = response.headers.vary;
  response.headers.vary = { value: vary ? `${vary.value}, Accept` : 'Accept' };
  return response;
}
