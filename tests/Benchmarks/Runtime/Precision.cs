using System.Runtime.InteropServices;
using Benchmarks.Results;
using Embedded.TensorFlow;
using Models.ResNet50;
using Rollcall.Tests;

namespace Benchmarks.Runtime;

/// <summary>ResNet-50's logits for the five images with known results, beside the same network computed in double precision.</summary>
internal static class Precision
{
    private const int Best = 5, Classes = Onnx.ResNet50Onnx.Classes;

    private static readonly Figure s_deviation = new("ResNet-50: largest deviation of a logit from float64") { Must = new Goal(AtLeast: false, 2e-3), Aim = new Goal(AtLeast: false, 5e-4) };
    private static readonly Figure s_order = new("ResNet-50: images whose five best classes come in the order of float64") { Must = new Goal(AtLeast: true, FormulaImage.Count) };

    public static IReadOnlyList<Figure> Figures { get; } = [s_deviation, s_order];

    public static void Measure(SuiteContext context, SavedModel model)
    {
        var expected = Expected();
        var input = Tensor.From<float>(Images.Shape(FormulaImage.Count), Images.Batch(FormulaImage.Count));
        var actual = model.Run(OwnModel.Signature, new Dictionary<string, Tensor> { [model.Signatures[OwnModel.Signature].Inputs.Keys.Single()] = input })[Images.Logits];
        var logits = Array.ConvertAll(actual.Data<float>().ToArray(), logit => (double)logit);
        context.Measured(s_deviation, logits.Zip(expected, (a, b) => Math.Abs(a - b)).Max());
        context.Measured(s_order, logits.Chunk(Classes).Zip(expected.Chunk(Classes)).Count(image => Order(image.First).SequenceEqual(Order(image.Second))));
    }

    private static IEnumerable<int> Order(double[] logits) => Enumerable.Range(0, logits.Length).OrderByDescending(place => logits[place]).Take(Best);

    private static double[] Expected()
    {
        using var stream = typeof(Precision).Assembly.GetManifestResourceStream("logits_float64.bin")!;
        var values = new double[stream.Length / sizeof(double)];
        stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
