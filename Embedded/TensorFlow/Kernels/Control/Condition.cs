namespace Embedded.TensorFlow.Kernels.Control;

/// <summary>What a tensor decides.</summary>
internal static class Condition
{
    /// <summary>Numbers are true unless zero, strings unless empty.</summary>
    public static bool IsTrue(Tensor tensor)
    {
        if (tensor.ElementCount != 1 || tensor.Rank != 0)
        {
            // Python's rule for what is no scalar.
            return tensor.ElementCount > 0;
        }

        return tensor.DType switch
        {
            DataType.Bool => tensor.Data<bool>()[0],
            DataType.String => !tensor.Strings[0].IsEmpty,
            DataType.Float or DataType.Double or DataType.Half or DataType.BFloat16 => Doubles.Read(tensor)[0] != 0,
            _ => Elements.Integer(tensor) != 0,
        };
    }

    /// <summary>Number of the function that runs: the first of an <c>If</c> is for true; a <c>Case</c> takes its last for any index beyond.</summary>
    public static int Branch(string op, Tensor decider, int count) => op is "If" or "StatelessIf"
        ? IsTrue(decider) ? 0 : 1
        : Elements.Integer(decider) is var index && index >= 0 && index < count ? (int)index : count - 1;
}
