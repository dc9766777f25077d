import type { ServerResponse } from 'node:http';
import { reply } from '../foundation/http';

/** The page where a person chooses who signs in. */
export function choicePage(
  response: ServerResponse,
  path: string,
  people: Readonly<Record<string, string>>,
): void {
  const links = Object.entries(people).map(
    ([id, name]) => `<p><a id="${id}" href="${path}/${id}">Sign in as ${name}</a></p>`,
  );
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'cache-control': 'no-store',
  };
  const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign in</title>
<style>body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 24rem; margin: 4rem auto; padding: 0 1rem }</style>
<h1>Who are you?</h1>
${links.join('\n')}
<p>These people exist on this machine only.</p>
</html>
`;
  reply(response, { status: 200, headers, body: Buffer.from(page) });
}
