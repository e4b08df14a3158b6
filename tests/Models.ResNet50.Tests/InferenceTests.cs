using Embedded.TensorFlow;

namespace Models.ResNet50.Tests;

public sealed class InferenceTests
{
    private const int Classes = 1000;

    // TensorFlow itself deviates by 8e-5 and 6e-6 from the same network in double precision.
    private const double LogitTolerance = 5e-4;
    private const double ProbabilityTolerance = 5e-5;

    [Fact]
    public void Run_of_the_written_model_gives_the_known_results()
    {
        using var folder = new TemporaryFolder();
        new ModelFolder(folder.Path, TimeProvider.System, TextWriter.Null).Write();
        using var model = SavedModel.Load(Path.Combine(folder.Path, "1"));
        var images = Enumerable.Range(0, FormulaImage.Count).SelectMany(FormulaImage.Create).ToArray();
        var input = Tensor.From<float>([FormulaImage.Count, FormulaImage.Size, FormulaImage.Size, FormulaImage.Channels], images);

        var outputs = model.Run("serving_default", new Dictionary<string, Tensor> { [model.Signatures["serving_default"].Inputs.Keys.Single()] = input });

        var exact = Golden.Load<double>("logits_float64.bin");
        var logits = outputs["logits"].Data<float>().ToArray();
        Deviation(logits, exact).ShouldBeLessThan(LogitTolerance);
        for (var n = 0; n < FormulaImage.Count; n++)
        {
            Top5(logits.Skip(n * Classes).Take(Classes)).ShouldBe(Top5(exact.Skip(n * Classes).Take(Classes)), $"image {n}");
        }

        var probabilities = Array.ConvertAll(Golden.Load<float>("probabilities.bin"), value => (double)value);
        Deviation(outputs["probabilities"].Data<float>().ToArray(), probabilities).ShouldBeLessThan(ProbabilityTolerance);
    }

    private static double Deviation(float[] actual, double[] expected) => actual.Zip(expected, (a, b) => Math.Abs(a - b)).Max();

    private static List<int> Top5<T>(IEnumerable<T> row) => [.. row.Select((value, index) => (value, index)).OrderByDescending(pair => pair.value).Take(5).Select(pair => pair.index)];
}
