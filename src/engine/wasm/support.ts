/** Whether the engine at hand knows WebAssembly SIMD. */
import { FunctionCode } from './functionCode';
import { moduleBytes } from './moduleBytes';

let supported: boolean | undefined;

/** True where generated code can run: every browser since 2023, and Node. */
export function wasmSimdSupported(): boolean {
  supported ??= validates();
  return supported;
}

function validates(): boolean {
  if (typeof WebAssembly === 'undefined') return false;
  const code = new FunctionCode([], ['v128']);
  code.f32x4(1).op('f32x4.sqrt');
  return WebAssembly.validate(moduleBytes([{ name: 'probe', code }], 1));
}
