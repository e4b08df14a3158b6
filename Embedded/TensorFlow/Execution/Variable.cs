namespace Embedded.TensorFlow.Execution;

/// <summary>A variable. Its tensor is never written to: an assignment puts another tensor in its place.</summary>
internal sealed class Variable(string name, DataType dtype, long[]? shape)
{
    private readonly Lock _gate = new();
    private volatile Tensor? _value;

    public string Name { get; } = name;

    public DataType DType { get; } = dtype;

    /// <summary>The declared shape; null when not declared.</summary>
    public long[]? Shape { get; } = shape;

    public bool IsInitialized => _value is not null;

    public Tensor? Value => _value;

    /// <exception cref="TensorFlowException">FAILED_PRECONDITION when nothing was ever assigned.</exception>
    public Tensor Read() => _value ?? throw TensorFlowException.FailedPrecondition(
        $"Could not find variable {Name}. This could mean that the variable has been deleted. In TF1, it can also mean the variable is uninitialized. Debug info: container=localhost, status error message=Resource localhost/{Name}/N10tensorflow3VarE does not exist.");

    /// <summary>Puts a value in place. The tensor must not change afterwards.</summary>
    public void Assign(Tensor value) => _value = value;

    /// <summary>Replaces the value by a function of it; no other update comes between.</summary>
    public Tensor Update(Func<Tensor, Tensor> update)
    {
        lock (_gate)
        {
            var updated = update(Read());
            _value = updated;
            return updated;
        }
    }
}
