using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Control;

/// <summary>
/// Inputs of a node for the plan of a function. Memory of the caller's frame is lent under another buffer object, so that the
/// frame of the function neither counts nor recycles it; what comes back is recognised by that object.
/// </summary>
internal sealed class LentArguments
{
    private readonly Tensor[] _given;
    private readonly Tensor[] _lent;

    public LentArguments(KernelContext context, int first)
    {
        _given = new Tensor[context.InputCount - first];
        _lent = new Tensor[_given.Length];
        for (var i = 0; i < _given.Length; i++)
        {
            _given[i] = context.Input(i + first);
            _lent[i] = _given[i].BufferOrNull is { IsPooled: true } buffer ? _given[i].WithBuffer(buffer.Lend()) : _given[i];
        }
    }

    public Tensor[] Values => _lent;

    /// <summary>Hands the results to the users of the node.</summary>
    public void Return(KernelContext context, Tensor[] results)
    {
        for (var i = 0; i < results.Length; i++)
        {
            var at = results[i].BufferOrNull is { } buffer ? Array.FindIndex(_lent, t => ReferenceEquals(t.BufferOrNull, buffer)) : -1;
            if (at >= 0 && _given[at].BufferOrNull is { } own && !ReferenceEquals(own, results[i].BufferOrNull))
            {
                context.Set(i, results[i].WithBuffer(own));
            }
            else
            {
                context.Set(i, results[i]);
            }
        }
    }
}
