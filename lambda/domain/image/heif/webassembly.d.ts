/** The part of WebAssembly that the HEIC decoder calls. The types of Node.js declare its classes, but no functions. */
declare namespace WebAssembly {
  /** @throws CompileError if the code is not a WebAssembly module */
  function compile(code: Uint8Array): Promise<Module>;
}
