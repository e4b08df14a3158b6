namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that is set later, and can be waited for.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
public sealed class ValueSnapshot<T>
    where T : notnull
{
    private TaskCompletionSource<T> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether there is a value, or an exception in its place.</summary>
    public bool IsValueSet => _source.Task.IsCompleted;

    internal bool HasValue => _source.Task.IsCompletedSuccessfully;

    /// <summary>The value; waits until it is set.</summary>
    public Task<T> GetValueAsync(CancellationToken cancellationToken = default) => _source.Task.WaitAsync(cancellationToken);

    /// <summary>Sets the value; a second call replaces it.</summary>
    public void SetValue(T value)
    {
        if (!_source.TrySetResult(value))
        {
            var replaced = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
            replaced.SetResult(value);
            _source = replaced;
        }
    }

    /// <summary>Tells whoever waits that there will be no value.</summary>
    public void SetException(Exception exception) => _source.TrySetException(exception);
}
