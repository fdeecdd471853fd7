/** Compiled by the bundler or the platform, where it takes wasm as modules. Elsewhere, the file's address is of use. */
declare const module: WebAssembly.Module;
export default module;
