/** A text in which Markdown shows every character as it is. */
export const escapeMarkdown = (text: string): string =>
  text.replace(/[<>*_`]/g, (character) => `\\${character}`);
