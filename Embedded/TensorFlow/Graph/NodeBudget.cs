namespace Embedded.TensorFlow.Graph;

/// <summary>
/// How many nodes an import may still make, over all functions together: a small file can call functions that call functions
/// twice each, and take all memory when they are inlined.
/// </summary>
internal sealed class NodeBudget
{
    private const int Most = 1_000_000;

    private int _spent;

    public void Spend()
    {
        if (++_spent > Most)
        {
            throw TensorFlowException.ResourceExhausted($"The graph has more than {Most} nodes once its functions are inlined");
        }
    }
}
