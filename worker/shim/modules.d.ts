// A data module: its bytes.
declare module '*.bin' {
  const bytes: ArrayBuffer;
  export default bytes;
}
