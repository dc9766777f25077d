/** Replaces the generated block of a page. @throws Error if the page has no block of this name */
export function replaceBlock(page: string, name: string, text: string): string {
  const [start, end] = [`<!-- generated: ${name} -->\n`, '\n<!-- end -->'];
  const from = page.indexOf(start) + start.length;
  const to = page.indexOf(end, from);
  if (from < start.length || to < 0)
    throw new Error(`The page has no block ${start.trim()} … ${end.trim()}.`);
  return page.slice(0, from) + text + page.slice(to);
}
