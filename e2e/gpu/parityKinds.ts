/** What a GPU has to give: the kinds of checks that it is held to. */
export const parityKinds = [
  {
    kind: 'sampling',
    part: 'runSamplingParity',
    title: 'batches drawn on the GPU are those of the host',
    moreThan: 20,
  },
  {
    kind: 'rankings',
    part: 'runRankingParity',
    title: 'ranks counted on the GPU are those of the evaluator',
    moreThan: 10,
  },
  {
    kind: 'models',
    part: 'runParity',
    title: 'the GPU draws the same numbers as TypeScript, and trains every model as WebAssembly does',
    moreThan: 1,
  },
  {
    kind: 'tape',
    part: 'runTapeParity',
    title: 'the tape of the GPU, step by step, trains every model as WebAssembly does',
    moreThan: 1,
  },
  {
    kind: 'programs',
    part: 'runProgramParity',
    title: 'programs on the GPU compute what their interpreter does, the same bits each time',
    moreThan: 150,
  },
  {
    kind: 'networks',
    part: 'runNetworkParity',
    title: 'networks on the GPU learn as on the CPU, the same bits each time',
    moreThan: 30,
  },
] as const;
