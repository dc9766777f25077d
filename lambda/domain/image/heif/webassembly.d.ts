/** The function of WebAssembly that the HEIC decoder calls, which the types of Node.js do not declare. */
declare namespace WebAssembly {
  /** @throws CompileError if the code is not a WebAssembly module */
  function compile(code: Uint8Array): Promise<Module>;
}
