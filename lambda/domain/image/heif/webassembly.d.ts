/** The part of WebAssembly that the HEIC decoder calls; the types of Node.js name its values alone. */
declare namespace WebAssembly {
  /** @throws CompileError when the code is no WebAssembly module */
  function compile(code: Uint8Array): Promise<Module>;
}
