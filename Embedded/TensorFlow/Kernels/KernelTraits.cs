namespace Embedded.TensorFlow.Kernels;

/// <summary>How passes and plans may treat an op.</summary>
[Flags]
internal enum KernelTraits
{
    /// <summary>The outputs depend on the inputs only.</summary>
    Pure = 0,

    /// <summary>Changes something that outlives the run, or ends it with an error.</summary>
    Effect = 1,

    /// <summary>Reads something that an effect may change.</summary>
    Reads = 2,

    /// <summary>Chooses between branches: an output may have no value.</summary>
    Branches = 4,

    /// <summary>Runs although an input has no value.</summary>
    AcceptsDead = 8,

    /// <summary>Another result each time.</summary>
    Random = 16,
}
