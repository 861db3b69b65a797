/** Values of a program as WGSL expressions, for one column or for four next to each other. */
import type { Place, Value } from '../../program/program';
import type { Arrays } from './arrays';
import { type Code, type Expression, float, unsigned } from './code';
import { addScaled, constantIndex, isMultiple, type Linear, variableIndex } from './linear';

/** Where in a kernel's iteration the code stands. */
export interface Position {
  /** The row coordinates. */
  rows: readonly Linear[];
  column: Linear;
  /** 4: columns `column` to `column` + 3. */
  lanes: 1 | 4;
  /** In the epilogue of a product: the dot products. */
  product?: Expression;
}

/** Elements per dropout layer, as in `engine/dropout.ts`. */
const lanesPerLayer = 2 ** 24;

const operators = { add: '+', sub: '-', mul: '*', div: '/' } as const;
const comparisons = {
  greater: '>',
  greaterEqual: '>=',
  less: '<',
  lessEqual: '<=',
  equal: '==',
  notEqual: '!=',
} as const;

/** The expression as vec4<f32>. */
export const widen = ({ text, wide }: Expression): string => (wide ? text : `vec4<f32>(${text})`);

export class Values {
  readonly registers = new Map<number, Expression>();
  private readonly code: Code;
  private readonly arrays: Arrays;

  constructor(code: Code, arrays: Arrays) {
    this.code = code;
    this.arrays = arrays;
  }

  /** Writes what computes the value at `position`. Does not widen values that are the same in all columns. */
  value(value: Value, position: Position): Expression {
    const known = this.code.valueOf(value);
    if (known) return known;
    const expression = this.compute(value, position);
    this.code.remember(value, expression);
    return expression;
  }

  /** Writes `value` to a place, all lanes of it. */
  store(to: Place, value: Expression, position: Position, offset: Linear = constantIndex(0)): void {
    const { code, arrays } = this;
    const scattered = this.scattered(to, position, offset);
    if (scattered) arrays.scatter(code, to.buffer, scattered.at, widen(value));
    else if (position.lanes === 1) arrays.store(code, to.buffer, this.base(to, position, offset), value.text);
    else {
      const base = this.base(to, position, offset);
      arrays.storeFour(code, to.buffer, { base, step: to.column }, widen(value));
    }
  }

  private compute(value: Value, position: Position): Expression {
    const { code } = this;
    switch (value.op) {
      case 'constant':
        return { text: float(value.value), depth: 0, wide: false };
      case 'scalar':
        return code.bind(`run.scalars[${value.index >> 2}][${value.index & 3}]`, 0);
      case 'register':
        return this.registers.get(value.register)!;
      case 'product':
        return position.product!;
      case 'load':
        return this.load(value.place, position);
      case 'sumOfParts':
        return this.sumOfParts(value, position);
      case 'sumOfGroup':
        return this.sumOfGroup(value, position);
      case 'dropout':
        return this.dropout(value, position);
      case 'select': {
        const condition = this.value(value.condition, position);
        const [a, b] = [this.value(value.a, position), this.value(value.b, position)];
        return this.apply([condition, a, b], ([c, x, y], zero) => `select(${y}, ${x}, ${c} != ${zero})`);
      }
      default:
        return 'x' in value
          ? this.unary(value.op, this.value(value.x, position))
          : this.binary(value.op, this.value(value.a, position), this.value(value.b, position));
    }
  }

  private unary(op: Extract<Value, { x: Value }>['op'], x: Expression): Expression {
    return this.apply([x], ([text], zero, one) => {
      switch (op) {
        case 'neg':
          return `-${text}`;
        case 'step':
          return `select(${zero}, ${one}, ${text} > ${zero})`;
        case 'log1p':
        case 'sigmoid':
        case 'tanh':
          return `${op}${x.wide ? 4 : 1}(${text})`;
        default:
          return `${op}(${text})`;
      }
    });
  }

  private binary(
    op: Exclude<Extract<Value, { a: Value; b: Value }>['op'], 'select'>,
    a: Expression,
    b: Expression,
  ): Expression {
    if (op in operators) {
      const depth = Math.max(a.depth, b.depth);
      return this.code.bind(`${a.text} ${operators[op as 'add']} ${b.text}`, depth, a.wide || b.wide);
    }
    return this.apply([a, b], ([x, y], zero, one) => {
      if (op in comparisons) return `select(${zero}, ${one}, ${x} ${comparisons[op as 'less']} ${y})`;
      if (op === 'pow') return `pow${a.wide || b.wide ? 4 : 1}(${x}, ${y})`;
      return `${op}(${x}, ${y})`;
    });
  }

  /** Binds an operation whose operands must all be wide if one is. */
  private apply(
    operands: readonly Expression[],
    write: (texts: string[], zero: string, one: string) => string,
  ): Expression {
    const wide = operands.some((operand) => operand.wide);
    const texts = operands.map((operand) => (wide ? widen(operand) : operand.text));
    const [zero, one] = wide ? ['vec4<f32>(0.0)', 'vec4<f32>(1.0)'] : ['0.0', '1.0'];
    return this.code.bind(write(texts, zero, one), Math.max(...operands.map(({ depth }) => depth)), wide);
  }

  private load(place: Place, position: Position, offset: Linear = constantIndex(0)): Expression {
    const { code, arrays } = this;
    const scattered = this.scattered(place, position, offset);
    if (scattered) return arrays.gather(code, place.buffer, scattered.at, scattered.depth);
    const base = this.base(place, position, offset);
    return position.lanes === 4 && place.column !== 0
      ? arrays.loadFour(code, place.buffer, { base, step: place.column })
      : arrays.load(code, place.buffer, base);
  }

  /** The index of each of four lanes, where each has an id of its own. */
  private scattered(
    { via, ...place }: Place,
    position: Position,
    offset: Linear,
  ): { at: string[]; depth: number } | null {
    if (position.lanes === 1 || !via || !changesByColumn(via.ids)) return null;
    const { code } = this;
    const first = code.bindIndex(this.base(place, position, offset));
    const ids = this.ids(via.ids, position);
    const depth = Math.max(first.depth, ids.depth);
    const at = [0, 1, 2, 3].map((lane) => {
      const step = lane * place.column === 0 ? '' : ` + ${unsigned(lane * place.column)}`;
      return code.bind(`${first.text}${step} + ${ids.text}[${lane}] * ${unsigned(via.stride)}`, depth).text;
    });
    return { at, depth };
  }

  /** u32 ids at a place, vec4<u32> if they change by column and the position has four. */
  private ids(place: Place, position: Position): Expression {
    if (place.via) throw new Error('Ids that are found by ids are not supported.');
    const lanes = position.lanes === 4 && place.column !== 0 ? 4 : 1;
    return this.arrays.loadIds(
      this.code,
      place.buffer,
      { base: this.base(place, position), step: place.column },
      lanes,
    );
  }

  /** Index of the first lane. */
  private base(place: Place, position: Position, offset: Linear = constantIndex(0)): Linear {
    let index = addScaled(constantIndex(place.offset), place.column, position.column);
    index = addScaled(index, 1, offset);
    place.rows.forEach((stride, axis) => {
      index = addScaled(index, stride, position.rows[axis]!);
    });
    if (!place.via) return index;
    const ids = this.ids(place.via.ids, { ...position, lanes: 1 });
    return addScaled(index, place.via.stride, variableIndex({ name: ids.text, depth: ids.depth }));
  }

  private sumOfParts(value: Extract<Value, { op: 'sumOfParts' }>, position: Position): Expression {
    const { code } = this;
    const wide = position.lanes === 4 && changesByColumn(value.place);
    const sum = this.newSum(wide);
    code.loop('0u', unsigned(value.parts), (part) => {
      const number = this.load(value.place, position, variableIndex(part, value.stride));
      code.line(`${sum.text} += ${number.text};`);
    });
    return sum;
  }

  private sumOfGroup(
    { groups, numGroups, values, offset, stride }: Extract<Value, { op: 'sumOfGroup' }>,
    { rows, column, lanes }: Position,
  ): Expression {
    const { code, arrays } = this;
    const row = rows[0]!;
    const lane = { step: 1, base: constantIndex(0) };
    const groupsFrom = (offset: number): Linear => constantIndex(groups.offset + offset);
    const idAt = (at: Linear): Expression => arrays.loadIds(code, groups.buffer, { ...lane, base: at }, 1);
    const from = idAt(addScaled(groupsFrom(0), 1, row)).text;
    const to = idAt(addScaled(groupsFrom(1), 1, row)).text;
    const sum = this.newSum(lanes === 4);
    code.loop(from, to, (counter) => {
      const place = idAt(addScaled(groupsFrom(numGroups + 1), 1, variableIndex(counter)));
      const first = addScaled(constantIndex(offset), 1, column);
      const base = addScaled(first, stride, variableIndex({ name: place.text, depth: place.depth }));
      const number =
        lanes === 4 ? arrays.loadFour(code, values, { ...lane, base }) : arrays.load(code, values, base);
      code.line(`${sum.text} += ${number.text};`);
    });
    return sum;
  }

  private dropout({ layer, rate, place }: Extract<Value, { op: 'dropout' }>, position: Position): Expression {
    const { code } = this;
    const base = this.base(place, position);
    const element = code.bindIndex(base);
    const given = [
      unsigned(layer * lanesPerLayer),
      unsigned(Math.floor(rate * 2 ** 32)),
      float(1 / (1 - rate)),
    ].join(', ');
    if (position.lanes === 1 || place.column === 0)
      return code.bind(`dropoutMask(${element.text}, ${given})`, element.depth);
    if (place.column === 1 && isMultiple(base, 2))
      return code.bind(`dropoutMask4(${element.text}, ${given})`, element.depth, true);
    const masks = [0, 1, 2, 3].map(
      (lane) => `dropoutMask(${element.text} + ${unsigned(lane * place.column)}, ${given})`,
    );
    return code.bind(`vec4<f32>(${masks.join(', ')})`, element.depth, true);
  }

  private newSum(wide: boolean): Expression {
    const text = this.code.newName('sum');
    this.code.line(`var ${text} = ${wide ? 'vec4<f32>(0.0)' : '0.0'};`);
    return { text, depth: this.code.depth, wide };
  }
}

const changesByColumn = (place: Place): boolean =>
  place.column !== 0 || (place.via !== undefined && changesByColumn(place.via.ids));
