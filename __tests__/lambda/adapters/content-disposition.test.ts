import { contentDisposition } from '../../../lambda/adapters/s3/content-disposition';

it.each([
  ['harbour.jpg', "inline; filename*=UTF-8''harbour.jpg"],
  ['写真 1.jpg', "inline; filename*=UTF-8''%E5%86%99%E7%9C%9F%201.jpg"],
  ['a";\r\nx: y', "inline; filename*=UTF-8''a%22%3B%0D%0Ax%3A%20y"],
  ["it's (1)*.png", "inline; filename*=UTF-8''it%27s%20%281%29%2A.png"],
])('names the file %p as RFC 8187 does', (name, value) => {
  expect(contentDisposition('inline', name)).toBe(value);
});
