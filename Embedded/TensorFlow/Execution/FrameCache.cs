using System.Diagnostics.CodeAnalysis;

namespace Embedded.TensorFlow.Execution;

/// <summary>
/// Frames of a plan that no run uses, found by the shapes they were recorded for. Few are kept: as many as can run at once, for
/// two kinds of shapes; the one that was idle longest goes first.
/// </summary>
internal sealed class FrameCache
{
    private static readonly int s_most = 2 * Environment.ProcessorCount;

    private readonly Lock _gate = new();
    private readonly List<(Frame Frame, KernelContext Context)> _idle = [];

    public bool TryTake(ReadOnlySpan<Tensor> feeds, [NotNullWhen(true)] out Frame? frame, [NotNullWhen(true)] out KernelContext? context)
    {
        lock (_gate)
        {
            for (var i = _idle.Count - 1; i >= 0; i--)
            {
                if (_idle[i].Frame.Fits(feeds))
                {
                    (frame, context) = _idle[i];
                    _idle.RemoveAt(i);
                    return true;
                }
            }
        }

        (frame, context) = (null, null);
        return false;
    }

    public void Return(Frame frame, KernelContext context)
    {
        lock (_gate)
        {
            if (_idle.Count == s_most)
            {
                _idle.RemoveAt(0);
            }

            _idle.Add((frame, context));
        }
    }
}
