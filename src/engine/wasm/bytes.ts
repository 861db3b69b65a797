/** Growing list of bytes with the number formats of the WebAssembly binary format. */
const text = new TextEncoder();

export class Bytes {
  private data = new Uint8Array(256);
  private used = 0;

  byte(value: number): this {
    if (this.used === this.data.length) this.grow(1);
    this.data[this.used++] = value;
    return this;
  }

  append(bytes: Uint8Array): this {
    if (this.used + bytes.length > this.data.length) this.grow(bytes.length);
    this.data.set(bytes, this.used);
    this.used += bytes.length;
    return this;
  }

  /** An unsigned 32-bit integer, LEB128. */
  unsigned(value: number): this {
    let rest = value >>> 0;
    while (rest >= 0x80) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    return this.byte(rest);
  }

  /** A signed 32-bit integer, LEB128. */
  signed(value: number): this {
    let rest = value | 0;
    while (rest < -0x40 || rest >= 0x40) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>= 7;
    }
    return this.byte(rest & 0x7f);
  }

  /** UTF-8 with its length before it. */
  name(value: string): this {
    return this.sized(text.encode(value));
  }

  /** Bytes with their length before them. */
  sized(bytes: Uint8Array): this {
    return this.unsigned(bytes.length).append(bytes);
  }

  finish(): Uint8Array<ArrayBuffer> {
    return this.data.slice(0, this.used);
  }

  private grow(by: number): void {
    const larger = new Uint8Array(Math.max(this.data.length * 2, this.used + by));
    larger.set(this.data.subarray(0, this.used));
    this.data = larger;
  }
}
