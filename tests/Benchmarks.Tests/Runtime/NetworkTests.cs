using Benchmarks.Anchors;
using Benchmarks.Runtime;
using Benchmarks.Runtime.Networks;
using Benchmarks.Runtime.Onnx;
using Benchmarks.Runtime.SavedModels;

namespace Benchmarks.Tests.Runtime;

/// <summary>One description gives the same network in both formats.</summary>
public sealed class NetworkTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rollcall-networks-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Both_formats_compute_the_same(bool isTransformer)
    {
        Assert.SkipUnless(Anchor.OnnxRuntime.Path is not null, Anchor.OnnxRuntime.Missing);
        INetwork network = isTransformer ? new TransformerEncoder() : new MobileNet();
        long[] shape = [2, .. network.Example];
        var input = new Draw(seed: 5).Around(0, 1, (int)shape.Aggregate(1L, (product, dimension) => product * dimension));
        using var ours = new OwnModel(SavedModelNetwork.Write(network, _folder.FullName), threads: 1, input, shape, OnnxNetwork.LogitsName);
        var path = OnnxNetwork.Write(network, Path.Combine(_folder.FullName, "network.onnx"));
        using var theirs = new OnnxModel(path, threads: 1, OnnxNetwork.InputName, input, shape, [OnnxNetwork.LogitsName], 2 * network.Classes);

        var (actual, expected) = (ours.Outputs(), theirs.Outputs());

        // Neither all the same, which would hide a mistake, nor anything but rounding apart.
        expected.Max().ShouldBeGreaterThan(expected.Min() + 0.1f);
        actual.Zip(expected, (a, b) => Math.Abs(a - b)).Max().ShouldBeLessThan(1e-4f);
    }
}
