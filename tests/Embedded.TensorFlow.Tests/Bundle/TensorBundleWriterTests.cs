using System.Text;
using Embedded.TensorFlow.Format.Bundle;

namespace Embedded.TensorFlow.Tests.Bundle;

public sealed class TensorBundleWriterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bundle-").FullName;

    private string Prefix => Path.Combine(_folder, "variables");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>The strongest test there is: the same tensors in the same order give the bytes that TensorFlow wrote.</summary>
    [Theory]
    [InlineData("two_metagraphs_tf1/1")]
    [InlineData("resnet_tf1_layers/1")]
    [InlineData("variables_all_dtypes/1")]
    public void Finish_writes_the_bytes_that_TensorFlow_wrote(string model)
    {
        var original = Path.Combine(AppContext.BaseDirectory, "Data", model, "variables", "variables");
        using (var reader = BundleReader.Open(original))
        using (var writer = new TensorBundleWriter(Prefix))
        {
            var entries = TableReader.Read(File.ReadAllBytes(BundleReader.IndexPath(original)), original)
                .Where(entry => entry.Key.Length > 0)
                .OrderBy(entry => BundleEntry.Read(entry.Value).Offset);
            foreach (var (key, _) in entries)
            {
                var name = Encoding.UTF8.GetString(key);
                var tensor = reader.Read(name);
                if (tensor.DType == DataType.String)
                {
                    writer.AddStrings(name, tensor.Shape, [.. tensor.Strings.ToArray().Select(value => value.ToArray())]);
                }
                else
                {
                    writer.Add(name, tensor.DType, tensor.Shape, tensor.Bytes);
                }
            }

            writer.Finish();
        }

        File.ReadAllBytes(BundleReader.ShardPath(Prefix, 0, 1)).ShouldBe(File.ReadAllBytes(BundleReader.ShardPath(original, 0, 1)));
        File.ReadAllBytes(BundleReader.IndexPath(Prefix)).ShouldBe(File.ReadAllBytes(BundleReader.IndexPath(original)));
    }

    [Fact]
    public void Finish_with_more_keys_than_a_block_holds_is_read_back_whole()
    {
        using (var writer = new TensorBundleWriter(Prefix))
        {
            for (var i = 0; i < 12000; i++)
            {
                writer.Add($"layer{i % 77}/a_rather_long_name_for_a_variable/{i}", DataType.Int32, [1], BitConverter.GetBytes(i));
            }

            writer.Finish();
        }

        new FileInfo(BundleReader.IndexPath(Prefix)).Length.ShouldBeGreaterThan(256 << 10);
        using var reader = BundleReader.Open(Prefix);
        reader.Keys.Count().ShouldBe(12000);
        foreach (var key in reader.Keys)
        {
            reader.Read(key).Data<int>()[0].ToString().ShouldBe(key[(key.LastIndexOf('/') + 1)..]);
        }
    }

    [Fact]
    public void AddVariable_leads_to_it_in_the_object_graph()
    {
        using (var writer = new TensorBundleWriter(Prefix))
        {
            writer.AddVariable("block/conv/kernel", "net/kernel", DataType.Float, [2], new byte[8]);
            writer.AddVariable("block/bias", "net/bias", DataType.Float, [1], new byte[4]);
            writer.Finish();
        }

        using var reader = BundleReader.Open(Prefix);
        var graph = Encoding.Latin1.GetString(reader.Read(ObjectGraphWriter.Key).Strings[0].Span);
        graph.ShouldContain("block/conv/kernel/.ATTRIBUTES/VARIABLE_VALUE");
        graph.ShouldContain("net/bias");

        // The root's only child: node 1 by the name of block.
        graph.ShouldStartWith("\n\u000b\n\u0009\u0008\u0001\u0012\u0005block");
    }

    [Fact]
    public void Add_of_a_key_twice_throws()
    {
        using var writer = new TensorBundleWriter(Prefix);
        writer.Add("x", DataType.Float, [], new byte[4]);
        Should.Throw<ArgumentException>(() => writer.Add("x", DataType.Float, [], new byte[4]));
    }
}
