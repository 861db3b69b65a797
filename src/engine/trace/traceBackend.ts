/**
 * A tfjs backend that computes nothing: every kernel call becomes a node of a graph. Running the gradient of a loss on
 * it yields the whole forward and backward pass as data. Models know nothing of it.
 */
import { Graph } from '../graph/graph';
import type { Node } from '../graph/node';
import * as tf from '../tf';
import { lowerings } from './kernels';

/** A computation uses a kernel that has no counterpart in the graph, so it cannot be compiled. */
export class NotTraceable extends Error {
  readonly kernelName: string;

  constructor(kernelName: string) {
    super(`The operation ${kernelName} cannot be compiled.`);
    this.kernelName = kernelName;
  }
}

const backendName = 'trace';

class TraceBackend extends tf.KernelBackend {
  graph = new Graph();
  /** Of every tensor of this trace, and of the tensors outside that it may read. */
  nodes = new Map<object, Node>();

  override write(values: tf.BackendValues, shape: number[], dtype: tf.DataType): object {
    return this.keep(
      this.graph.array(
        dtype === 'int32' ? Int32Array.from(values as Int32Array) : Float32Array.from(values as Float32Array),
        shape,
      ),
    );
  }

  keep(node: Node): object {
    const dataId = {};
    this.nodes.set(dataId, node);
    return dataId;
  }

  /** Of a tensor of this trace, or one from outside: its values are then taken as they are now. */
  nodeOf({ dataId, shape, dtype }: tf.TensorInfo): Node {
    const known = this.nodes.get(dataId);
    if (known) return known;
    const values = tf.engine().readSync(dataId) as Float32Array | Int32Array;
    const node = this.graph.array(dtype === 'int32' ? values.slice() : Float32Array.from(values), shape);
    this.nodes.set(dataId, node);
    return node;
  }

  override numDataIds(): number {
    return this.nodes.size;
  }

  override refCount(): number {
    return 1;
  }

  override incRef(): void {
    // Nothing to count: nodes live as long as their graph.
  }

  override disposeData(): boolean {
    return true;
  }

  override memory(): { unreliable: boolean } {
    return { unreliable: true };
  }

  override floatPrecision(): 32 {
    return 32;
  }

  override epsilon(): number {
    return 1e-7;
  }

  override dispose(): void {
    this.nodes.clear();
  }
}

const givesTruth = new Set([
  'Greater',
  'GreaterEqual',
  'Less',
  'LessEqual',
  'Equal',
  'NotEqual',
  'LogicalAnd',
]);

function register(): void {
  tf.registerBackend(backendName, () => new TraceBackend(), 0);
  for (const { kernelName } of allKernels()) {
    tf.registerKernel({
      kernelName,
      backendName,
      kernelFunc: ({ inputs, attrs, backend }) => {
        const trace = backend as TraceBackend;
        const lower = lowerings[kernelName];
        if (!lower) throw new NotTraceable(kernelName);
        const entries = Object.entries(inputs as Record<string, tf.TensorInfo | undefined>);
        const present = entries.filter((entry): entry is [string, tf.TensorInfo] => entry[1] !== undefined);
        const result = lower({
          graph: trace.graph,
          inputs: Object.fromEntries(present.map(([name, tensor]) => [name, trace.nodeOf(tensor)])),
          attrs: (attrs ?? {}) as Record<string, unknown>,
        });
        const infos = [result].flat().map((node): tf.TensorInfo => ({
          dataId: trace.keep(node),
          shape: [...node.shape],
          // A graph has numbers only, but `tf.where` asks for truth values.
          dtype: givesTruth.has(kernelName) ? 'bool' : node.dtype,
        }));
        return Array.isArray(result) ? infos : infos[0]!;
      },
    });
  }
}

/** Every kernel of the backends that are loaded, so that one without a lowering is named and not just missing. */
function allKernels(): { kernelName: string }[] {
  const names = new Set(Object.keys(lowerings));
  for (const backend of ['cpu', 'wasm', 'webgpu'])
    for (const { kernelName } of tf.getKernelsForBackend(backend)) names.add(kernelName);
  return [...names].map((kernelName) => ({ kernelName }));
}

/** What a traced function may use besides tfjs. */
export interface Tracing {
  graph: Graph;
  /** A tensor that stands for a node. */
  tensor(node: Node): tf.Tensor;
  /** The node that a tensor stands for. */
  node(tensor: tf.TensorInfo): Node;
  /** Makes a tensor from outside, such as a weight, stand for a node. */
  bind(tensor: tf.TensorInfo, node: Node): void;
}

let current: Tracing | null = null;

/** The trace in progress, or null while tensors hold numbers. */
export const tracing = (): Tracing | null => current;

/**
 * Runs `compute` with tfjs recording instead of computing.
 * @throws NotTraceable naming the first operation that has no counterpart.
 */
export function trace<R>(compute: (tracing: Tracing) => R): R {
  if (!tf.engine().backendNames().includes(backendName)) register();
  const before = tf.getBackend();
  // The promise is settled at once: the backend needs no time to start.
  void tf.setBackend(backendName);
  const backend = tf.backend() as TraceBackend;
  try {
    backend.graph = new Graph();
    backend.nodes.clear();
    current = {
      graph: backend.graph,
      tensor: (node) =>
        tf.engine().makeTensorFromTensorInfo({
          dataId: backend.keep(node),
          shape: [...node.shape],
          dtype: node.dtype,
        }),
      node: (tensor) => backend.nodeOf(tensor),
      bind: (tensor, node) => backend.nodes.set(tensor.dataId, node),
    };
    return tf.tidy(() => compute(current!) as tf.TensorContainer) as R;
  } finally {
    current = null;
    backend.nodes.clear();
    void tf.setBackend(before);
  }
}
