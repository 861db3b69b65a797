/** The bytes of a WebAssembly module: functions over one exported memory. */
import { Bytes } from './bytes';
import { typeCodes, type FunctionCode } from './functionCode';

const pageBytes = 65536;
/** 4 GiB, what 32-bit addresses reach. */
const maxPages = 65536;

export interface ModuleFunction {
  /** Shown by profilers, and the name of its export. */
  name: string;
  code: FunctionCode;
}

/**
 * A module whose functions are numbered in list order and all exported by name, beside the memory `memory`.
 * @throws RangeError when the memory would be larger than 4 GiB.
 */
export function moduleBytes(
  functions: readonly ModuleFunction[],
  memoryBytes: number,
): Uint8Array<ArrayBuffer> {
  const pages = Math.ceil(memoryBytes / pageBytes);
  if (pages > maxPages)
    throw new RangeError(`The program needs ${memoryBytes} bytes; WebAssembly has 4 GiB.`);
  const module = new Bytes().append(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]));
  const section = (id: number, write: (content: Bytes) => void) => {
    const content = new Bytes();
    write(content);
    module.byte(id).sized(content.finish());
  };
  section(1, (content) => {
    content.unsigned(functions.length);
    for (const { code } of functions) {
      content.byte(0x60);
      for (const types of [code.parameters, code.results]) {
        content.unsigned(types.length);
        for (const type of types) content.byte(typeCodes[type]);
      }
    }
  });
  section(3, (content) => {
    content.unsigned(functions.length);
    for (const index of functions.keys()) content.unsigned(index);
  });
  section(5, (content) => content.unsigned(1).byte(1).unsigned(pages).unsigned(pages));
  section(7, (content) => {
    content
      .unsigned(functions.length + 1)
      .name('memory')
      .byte(2)
      .unsigned(0);
    for (const [index, { name }] of functions.entries()) content.name(name).byte(0).unsigned(index);
  });
  section(10, (content) => {
    content.unsigned(functions.length);
    for (const { code } of functions) content.sized(code.finish());
  });
  return module.finish();
}
