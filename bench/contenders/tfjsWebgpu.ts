/** Stock tfjs on its own WebGPU device. */
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-webgpu';
import type { StartContender } from './contender';
import { tfjs } from './tfjs';

export const startTfjsWebGpu: StartContender = async () => {
  if (!(await tf.setBackend('webgpu'))) throw new Error('tfjs finds no WebGPU.');
  return tfjs;
};
