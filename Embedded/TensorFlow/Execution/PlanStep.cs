using Embedded.TensorFlow.Kernels;

namespace Embedded.TensorFlow.Execution;

/// <summary>One kernel call of a plan.</summary>
internal sealed class PlanStep
{
    public required string Name { get; init; }

    public required string Op { get; init; }

    public required KernelBody Body { get; init; }

    /// <summary>Slots of the inputs.</summary>
    public required int[] Inputs { get; init; }

    /// <summary>Slots of the nodes that this one waits for, when those can lie on a branch that is not taken.</summary>
    public required int[] Controls { get; init; }

    /// <summary>Slot of output 0; the others follow.</summary>
    public required int FirstOutput { get; init; }

    public required int OutputCount { get; init; }

    /// <summary>Outputs that leave the run: their memory is not the frame's.</summary>
    public required bool[] IsFetched { get; init; }

    /// <summary>Slots that nothing uses after this step.</summary>
    public int[] Releases { get; set; } = [];

    /// <summary>Runs even if an input is on a branch that was not taken (Merge).</summary>
    public bool AcceptsDead { get; init; }

    /// <summary>May leave its first output without a value on purpose (Switch, Merge).</summary>
    public bool Branches { get; init; }
}
