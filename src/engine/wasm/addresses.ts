/** Addresses of places, and the loads and stores of four columns there. */
import type { FunctionCode, Local } from './functionCode';
import {
  isWithin,
  onColumn,
  placeDependence,
  placeKey,
  type Axis,
  type Dependence,
  type Scopes,
} from './iteration';
import type { Layout } from './layout';
import type { BufferSpec, Place } from '../program/program';

const bytesPerNumber = 4;

const variesByColumn = (place: Place): boolean => (placeDependence(place) & onColumn) !== 0;

export class Addresses {
  /** Row coordinates of the kernel. */
  rows: Axis[] = [];
  /** The first of the four columns at hand. */
  column: Axis = { unit: bytesPerNumber, delta: 0 };
  /** How many of the four columns exist. */
  lanes = 4;
  private readonly code: FunctionCode;
  private readonly scopes: Scopes;
  private readonly layout: Layout;
  private readonly buffers: readonly BufferSpec[];

  constructor(code: FunctionCode, scopes: Scopes, layout: Layout, buffers: readonly BufferSpec[]) {
    this.code = code;
    this.scopes = scopes;
    this.layout = layout;
    this.buffers = buffers;
  }

  /** Pushes the numbers at a place, converted to float32; lanes beyond `lanes` hold anything. */
  load(place: Place, shift = 0): void {
    const { code } = this;
    if (!variesByColumn(place)) {
      code.memory('v128.load32_splat', this.push(place, 0, shift));
    } else if (!this.isContiguous(place)) {
      code.i32x4(0);
      const vector = this.scopes.local('v128');
      code.set(vector);
      for (let lane = 0; lane < this.lanes; lane++) {
        const offset = this.push(place, lane, shift);
        code.get(vector).lane('v128.load32_lane', offset, lane).set(vector);
      }
      code.get(vector);
    } else if (this.lanes === 4) code.memory('v128.load', this.push(place, 0, shift));
    else if (this.lanes === 1) code.memory('v128.load32_zero', this.push(place, 0, shift));
    else {
      const first = () => code.memory('v128.load64_zero', this.push(place, 0, shift));
      if (this.lanes === 2) first();
      else {
        const offset = this.push(place, 2, shift);
        first().lane('v128.load32_lane', offset, 2);
      }
    }
    if (this.isInteger(place)) code.op('f32x4.convert_i32x4_s');
  }

  /** Stores the lanes of a local at a place. */
  store(place: Place, value: Local): void {
    const { code } = this;
    let vector = value;
    if (this.isInteger(place)) {
      vector = this.scopes.local('v128');
      code.get(value).op('i32x4.trunc_sat_f32x4_s').set(vector);
    }
    if (this.isContiguous(place) && this.lanes === 4) {
      const offset = this.push(place, 0);
      code.get(vector).memory('v128.store', offset);
      return;
    }
    let lane = 0;
    if (this.isContiguous(place) && this.lanes >= 2) {
      const offset = this.push(place, 0);
      code.get(vector).lane('v128.store64_lane', offset, 0);
      lane = 2;
    }
    for (; lane < this.lanes; lane++) {
      const offset = this.push(place, lane);
      code.get(vector).lane('v128.store32_lane', offset, lane);
    }
  }

  /**
   * Pushes the part of a place's address that varies, for one of the four columns, and returns the constant rest,
   * the offset of the load or store.
   */
  push(place: Place, lane: number, shift = 0): number {
    const { code } = this;
    let parts = 0;
    const part = (pushed: boolean) => {
      if (!pushed) return;
      if (parts > 0) code.op('i32.add');
      parts++;
    };
    part(this.pushRow(place));
    part(this.pushCoordinate(this.column, place.column, bytesPerNumber));
    if (place.via && !this.isViaOfRow(place)) part(this.pushVia(place.via, lane));
    if (parts === 0) code.i32(0);
    const numbers = place.offset + shift + this.constantPart(place) + place.column * lane;
    const constant = this.layout.address(place.buffer) + numbers * bytesPerNumber;
    if (constant >= 0 && place.column >= 0 && place.rows.every((stride) => stride >= 0)) return constant;
    // The constant of a load is added without wrapping round, so that negative steps must meet it here.
    code.i32(constant).op('i32.add');
    return 0;
  }

  /** Computes now the part of a place's address that depends on nothing but what is available. */
  hoist(place: Place, available: Dependence): void {
    if (place.via) this.hoist(place.via.ids, available);
    const key = this.rowKey(place);
    if (key === '' || this.scopes.find(key) !== undefined) return;
    if (!isWithin(this.rowDependence(place), available)) return;
    this.computeRow(place);
    const local = this.scopes.local('i32');
    this.code.set(local);
    this.scopes.assign(key, local);
  }

  /** Pushes the element number, i32, of a place that is no memory: dropout masks count so. */
  pushElement(place: Place): void {
    const { code } = this;
    code.i32(place.offset + this.constantPart(place));
    for (const [axis, stride] of place.rows.entries())
      if (this.pushCoordinate(this.rows[axis]!, stride, 1)) code.op('i32.add');
    if (this.pushCoordinate(this.column, place.column, 1)) code.op('i32.add');
  }

  /** Whether four columns lie side by side. */
  private isContiguous(place: Place): boolean {
    return place.column === 1 && (place.via === undefined || this.isViaOfRow(place));
  }

  private isInteger({ buffer }: Place): boolean {
    return this.buffers[buffer]!.type === 'i32';
  }

  private isViaOfRow({ via }: Place): boolean {
    return via !== undefined && !variesByColumn(via.ids);
  }

  private constantPart({ rows, column }: Place): number {
    return rows.reduce(
      (sum, stride, axis) => sum + stride * this.rows[axis]!.delta,
      column * this.column.delta,
    );
  }

  /** Names the part of an address that the row coordinates make; empty where there is none. */
  private rowKey(place: Place): string {
    const strides = place.rows.map((stride, axis) => (this.rows[axis]!.local === undefined ? 0 : stride));
    const linear = strides.some((stride) => stride !== 0) ? strides.join() : '';
    return this.isViaOfRow(place) ? `${linear}via${placeKey(place.via!.ids)}*${place.via!.stride}` : linear;
  }

  private rowDependence(place: Place): Dependence {
    const { via, ...direct } = { ...place, column: 0 };
    const on = placeDependence(direct);
    return via && this.isViaOfRow(place) ? on | placeDependence(via.ids) : on;
  }

  private pushRow(place: Place): boolean {
    const key = this.rowKey(place);
    if (key === '') return false;
    const known = this.scopes.find(key);
    if (known !== undefined) {
      this.code.get(known);
      return true;
    }
    this.computeRow(place);
    this.scopes.keep(key, 'i32');
    return true;
  }

  private computeRow(place: Place): void {
    const { code } = this;
    let parts = 0;
    for (const [axis, stride] of place.rows.entries()) {
      if (!this.pushCoordinate(this.rows[axis]!, stride, bytesPerNumber)) continue;
      if (parts > 0) code.op('i32.add');
      parts++;
    }
    if (this.isViaOfRow(place)) {
      this.pushVia(place.via!, 0);
      if (parts > 0) code.op('i32.add');
    }
  }

  private pushVia({ ids, stride }: NonNullable<Place['via']>, lane: number): true {
    this.code.memory('i32.load', this.push(ids, lane)).times(stride * bytesPerNumber);
    return true;
  }

  /** Pushes coordinate · stride · scale without the constant part of the coordinate, unless that is 0. */
  private pushCoordinate({ local, unit }: Axis, stride: number, scale: number): boolean {
    if (local === undefined || stride === 0) return false;
    this.code.get(local);
    if ((stride * scale) % unit === 0) this.code.times((stride * scale) / unit);
    else
      this.code
        .i32(Math.log2(unit))
        .op('i32.shr_u')
        .times(stride * scale);
    return true;
  }
}
