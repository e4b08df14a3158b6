namespace Embedded.TensorFlow.Execution;

/// <summary>The body of a parallel loop. A struct, so that the loop is compiled for it and a serial run allocates nothing.</summary>
internal interface IParallelBody
{
    /// <summary>Runs one index; several threads run different indices at once.</summary>
    void Invoke(int index);
}
