namespace Embedded.TensorFlow.Execution;

/// <summary>What a kernel sees while it runs: its inputs, its outputs, and the run around it.</summary>
internal sealed class KernelContext(Frame frame, IntraOpPool pool, RunState run)
{
    private PlanStep _step = null!;

    /// <summary>Threads for loops inside the kernel.</summary>
    public IntraOpPool Pool { get; } = pool;

    /// <summary>What belongs to the whole run.</summary>
    public RunState Run { get; set; } = run;

    /// <summary>Elements that one output may have; folding at load sets it, so that no small graph makes large constants.</summary>
    public long MostElements { get; init; } = long.MaxValue;

    public int InputCount => _step.Inputs.Length;

    /// <summary>Outputs that something uses, or that lie before such a one.</summary>
    public int OutputCount => _step.OutputCount;

    public string NodeName => _step.Name;

    public string Op => _step.Op;

    public PlanStep Step
    {
        set => _step = value;
    }

    /// <summary>An input's tensor.</summary>
    public Tensor Input(int index) =>
        index < _step.Inputs.Length
            ? frame[_step.Inputs[index]] ?? throw TensorFlowException.InvalidArgument($"Input {index} has no value")
            : throw TensorFlowException.InvalidArgument($"Op {_step.Op} lacks input {index}");

    /// <summary>Null for an input on a branch that was not taken.</summary>
    public Tensor? InputOrDead(int index) => frame[_step.Inputs[index]];

    /// <summary>Whether anything uses this output; one that is not wanted need not be computed.</summary>
    public bool Wants(int output) => output < _step.OutputCount;

    /// <summary>Memory with undefined content for an output.</summary>
    public Tensor Allocate(int output, DataType dtype, params ReadOnlySpan<long> shape)
    {
        if (MostElements < long.MaxValue && TensorShape.ElementCount(shape) > MostElements)
        {
            throw TensorFlowException.ResourceExhausted($"an output of shape {TensorShape.Format(shape)} is too large to be made while the model is loaded");
        }

        if (!Wants(output))
        {
            return Tensor.Create(dtype, shape.ToArray(), clear: false);
        }

        var slot = _step.FirstOutput + output;
        return _step.IsFetched[output]
            ? frame.SetFresh(slot, Tensor.Create(dtype, shape.ToArray(), clear: false))
            : frame.Allocate(slot, dtype, shape);
    }

    /// <summary>
    /// An output of the type and shape of an input: in that input's memory when this step is the last to see it, else in memory of its own.
    /// For kernels that read an element of that input only before they write the same element of the output.
    /// </summary>
    public Tensor AllocateOver(int output, int input)
    {
        var source = Input(input);
        var slot = _step.Inputs[input];
        return Wants(output) && !_step.IsFetched[output] && _step.Releases.Contains(slot) && _step.Inputs.Count(slot) == 1
            && frame.MayOverwrite(_step.FirstOutput + output, source)
            ? frame.View(_step.FirstOutput + output, source, source.DType, source.Shape)
            : Allocate(output, source.DType, source.Shape);
    }

    /// <summary>An output that shares the memory of <paramref name="source"/>.</summary>
    public void View(int output, Tensor source, ReadOnlySpan<long> shape) => View(output, source, source.DType, shape);

    /// <summary>An output that shares the bytes of <paramref name="source"/> under another type of the same total size.</summary>
    public void View(int output, Tensor source, DataType dtype, ReadOnlySpan<long> shape)
    {
        if (Wants(output))
        {
            frame.View(_step.FirstOutput + output, source, dtype, shape);
        }
    }

    /// <summary>An output that is a tensor made elsewhere, which nobody changes any more.</summary>
    public void Set(int output, Tensor tensor)
    {
        if (Wants(output))
        {
            frame.Set(_step.FirstOutput + output, tensor);
        }
    }

    /// <summary>An output on a branch that is not taken.</summary>
    public void SetDead(int output)
    {
        if (Wants(output))
        {
            frame.Skip(_step.FirstOutput + output);
        }
    }
}
