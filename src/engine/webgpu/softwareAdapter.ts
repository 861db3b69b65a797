/** Drivers that run WebGPU on the processor, by what they call themselves. */
const softwareNames = /swiftshader|llvmpipe|lavapipe|basic render|software/i;

/** Whether the GPU is a processor that stands in for one; `info` is what a browser says, older ones nothing. */
export function isSoftwareAdapter(info: Partial<GPUAdapterInfo> | undefined): boolean {
  const { isFallbackAdapter = false, vendor, architecture, device, description } = info ?? {};
  return (
    isFallbackAdapter ||
    [description, device, vendor, architecture].some((name) => softwareNames.test(name ?? ''))
  );
}
