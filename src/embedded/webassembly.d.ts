/** As much of WebAssembly's API as is used here: TypeScript has it only with the DOM's, and @types/node not at all. */
declare namespace WebAssembly {
  interface Module {}
  class Memory {
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }
  interface Instance {
    readonly exports: Readonly<Record<string, unknown>>;
  }
  type Imports = Readonly<Record<string, unknown>>;
  function compile(bytes: Uint8Array): Promise<Module>;
  function instantiate(module: Module, imports: Imports): Promise<Instance>;
  function instantiateStreaming(source: unknown, imports: Imports): Promise<unknown>;
}
