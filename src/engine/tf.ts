/** The one door to TensorFlow.js: everything outside the engine imports `tf` from here. */
export * from '@tensorflow/tfjs';
