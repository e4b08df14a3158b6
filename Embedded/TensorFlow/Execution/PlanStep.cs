using Embedded.TensorFlow.Kernels;

namespace Embedded.TensorFlow.Execution;

/// <summary>One kernel call of a plan.</summary>
internal sealed record PlanStep
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
    public int[] Releases { get; init; } = [];

    /// <summary>Runs even if an input is on a branch that was not taken (Merge).</summary>
    public bool AcceptsDead { get; init; }

    /// <summary>May leave its first output without a value on purpose (Switch, Merge).</summary>
    public bool Branches { get; init; }

    /// <summary>Its outputs depend on the shapes of the feeds only; see <see cref="ShapeArithmetic"/>.</summary>
    public bool IsShapeArithmetic { get; init; }

    /// <summary>Runs for what it does, also when nobody wants its value.</summary>
    public bool HasEffect { get; init; }

    /// <summary>The steps, each with the slots that no later one uses.</summary>
    /// <param name="steps">Producers first.</param>
    /// <param name="kept">Slots that stay until the run ends.</param>
    public static PlanStep[] WithReleases(PlanStep[] steps, HashSet<int> kept)
    {
        var released = new HashSet<int>(kept);
        var result = new PlanStep[steps.Length];
        for (var i = steps.Length - 1; i >= 0; i--)
        {
            var used = steps[i].Inputs.Concat(steps[i].Controls).Concat(Enumerable.Range(steps[i].FirstOutput, steps[i].OutputCount));
            result[i] = steps[i] with { Releases = [.. used.Where(released.Add)] };
        }

        return result;
    }
}
