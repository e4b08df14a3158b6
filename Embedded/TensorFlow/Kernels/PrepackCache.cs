using System.Collections.Concurrent;

namespace Embedded.TensorFlow.Kernels;

/// <summary>Weights in the form that a kernel wants, made once for all signatures that use them.</summary>
internal sealed class PrepackCache
{
    private readonly ConcurrentDictionary<(Tensor Weights, object Form), Lazy<object>> _packed = new();

    /// <param name="weights">The tensor, by identity.</param>
    /// <param name="form">What else the packed form depends on; compared by value.</param>
    /// <param name="pack">Makes it.</param>
    public T GetOrAdd<T>(Tensor weights, object form, Func<T> pack) where T : class =>
        (T)_packed.GetOrAdd((weights, form), _ => new Lazy<object>(pack)).Value;
}
