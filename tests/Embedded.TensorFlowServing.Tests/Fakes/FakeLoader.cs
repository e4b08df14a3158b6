using System.Collections.Concurrent;
using Embedded.TensorFlowServing.Lifecycle;

namespace Embedded.TensorFlowServing.Tests.Fakes;

/// <summary>Loads whatever the test decides, by version folder.</summary>
internal sealed class FakeLoader : IServableLoader
{
    public ConcurrentQueue<string> Attempts { get; } = new();

    public Func<string, CancellationToken, IServable> OnLoad { get; set; } = static (_, _) => new FakeServable();

    public IServable Load(string path, CancellationToken cancellationToken)
    {
        Attempts.Enqueue(path);
        return OnLoad(path, cancellationToken);
    }
}
