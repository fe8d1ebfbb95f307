using static TorchSharp.torch;

namespace VoxPilot.Llm;

// B scenes, P questions of a scene, D width

/// <summary>Questions that are asked by a vector in place of words, as one who has understood them would have it before he looks at the scene.</summary>
/// <param name="Vectors">(B, P, D): the residual stream at their places from a block on; what it was before is put aside.</param>
/// <param name="Block">That block, from 0: the ones before are left for words to be understood.</param>
public sealed record CodedQuestions(Tensor Vectors, int Block);
