import { PREVIEW_CACHE_CONTROL } from '../../../lambda/domain/previews/preview-caching';

const CONTEXT = {
  distributionDomainName: 'd111111abcdef8.cloudfront.net',
  distributionId: 'EDFDVBD6EXAMPLE',
  requestId: 'EXAMPLEntjQpEXAMPLE_SG5Z-EXAMPLEPmPfEXAMPLEu3EqEXAMPLE==',
};

const REQUEST = {
  method: 'GET',
  uri: '/previews/0b1d6c7a5e4f48d2a3c9e1f0726b8d54/v1/thumb',
  querystring: {},
  headers: {
    host: { value: 'd111111abcdef8.cloudfront.net' },
    'user-agent': { value: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)' },
    accept: { value: 'image/avif;q=0,image/apng,image/svg+xml,image/webp,*/*;q=0.8' },
    'accept-language': { value: 'de-DE,de;q=0.9,en;q=0.8' },
    'accept-encoding': { value: 'gzip, deflate, br, zstd' },
    referer: { value: 'https://photos.example.com/albums/harbour' },
    'sec-fetch-site': { value: 'cross-site' },
    'sec-fetch-mode': { value: 'no-cors' },
    'sec-fetch-dest': { value: 'image' },
  },
  cookies: {},
};

/**
 * The event for a browser's request for a picture. Source of the structure: Amazon CloudFront Developer Guide,
 * "CloudFront Functions event structure".
 */
export const REQUEST_EVENT = {
  version: '1.0',
  context: { ...CONTEXT, eventType: 'viewer-request' },
  viewer: { ip: '198.51.100.11' },
  request: REQUEST,
};

/** The event for the response. */
export const RESPONSE_EVENT = {
  version: '1.0',
  context: { ...CONTEXT, eventType: 'viewer-response' },
  viewer: { ip: '198.51.100.11' },
  request: REQUEST,
  response: {
    statusCode: 200,
    statusDescription: 'OK',
    headers: {
      'content-type': { value: 'image/webp' },
      'content-length': { value: '48211' },
      'cache-control': { value: PREVIEW_CACHE_CONTROL },
      etag: { value: '"0f343b0931126a20f133d67c2b018a3b"' },
      'last-modified': { value: 'Sat, 28 Nov 2026 12:00:00 GMT' },
      'x-amz-meta-user-id': { value: 'alice' },
      'x-amz-meta-focus': { value: '0.4,0.3' },
      server: { value: 'AmazonS3' },
    },
    cookies: {},
  },
};
