using System.Text;
using Embedded.TensorFlow.Format.Bundle;
using Embedded.TensorFlow.Tests.Golden;

namespace Embedded.TensorFlow.Tests.Format;

public sealed class BundleReaderTests
{
    private static string Prefix(string model, string version) => Path.Combine(RepositoryPaths.Data, model, version, "variables", "variables");

    [Fact]
    public void Open_reads_a_snappy_compressed_index()
    {
        var prefix = Prefix("upstream/half_plus_two_cpu", "00000123");
        using var bundle = BundleReader.Open(prefix);

        bundle.Keys.ShouldBe(["a", "a2", "b", "c", "c2"], ignoreOrder: true);
        bundle.Read("a").Data<float>()[0].ShouldBe(0.5f);
        bundle.Read("b").Data<float>()[0].ShouldBe(2f);
    }

    [Fact]
    public void Read_of_strings_checks_and_decodes_them()
    {
        using var bundle = BundleReader.Open(Prefix("variables_all_dtypes", "1"));
        var strings = bundle.Keys.Select(key => bundle.Read(key)).Where(t => t is { DType: DataType.String, Rank: 1 }).ShouldHaveSingleItem();

        strings.ElementCount.ShouldBe(4);
    }

    [Fact]
    public void Read_joins_the_parts_of_a_partitioned_variable_and_cuts_slices()
    {
        using var bundle = BundleReader.Open(Prefix("partitioned_tf1", "1"));
        var name = bundle.Keys.First(key => bundle.Read(key) is { Rank: 2 } t && t.Shape.SequenceEqual([6L, 7]));
        var whole = bundle.Read(name);

        var stored = bundle.Read(name, "6 7 0,2:0,7");
        var cut = bundle.Read(name, "6 7 1,3:2,2");

        stored.Data<float>().ToArray().ShouldBe(whole.Data<float>()[..14].ToArray());
        cut.Shape.ToArray().ShouldBe([3, 2]);
        cut.Data<float>()[0].ShouldBe(whole.Data<float>()[(1 * 7) + 2]);
        cut.Data<float>()[5].ShouldBe(whole.Data<float>()[(3 * 7) + 3]);
    }

    [Fact]
    public void Read_of_an_unknown_key_is_not_found()
    {
        using var bundle = BundleReader.Open(Prefix("upstream/half_plus_two_cpu", "00000123"));

        var error = Should.Throw<TensorFlowException>(() => bundle.Read("nothing"));
        error.Code.ShouldBe(StatusCode.NotFound);
        error.Message.ShouldBe("Key nothing not found in checkpoint");
    }

    [Fact]
    public void Read_from_a_short_file_is_out_of_range() => InCopy("variables.data-00000-of-00001", bytes => bytes[..^2], prefix =>
    {
        using var bundle = BundleReader.Open(prefix);
        var codes = bundle.Keys.ToList().ConvertAll(key => Try(() => bundle.Read(key)));

        codes.ShouldContain(StatusCode.OutOfRange);
        codes.ShouldContain(StatusCode.Ok);
    });

    [Fact]
    public void Open_of_a_damaged_index_is_data_loss() => InCopy(
        "variables.index",
        bytes =>
        {
            bytes[10] ^= 1;
            return bytes;
        },
        prefix => Try(() => BundleReader.Open(prefix).Dispose()).ShouldBe(StatusCode.DataLoss));

    [Fact]
    public void Open_of_any_damaged_index_gives_a_code()
    {
        var random = new Random(5);
        for (var round = 0; round < 100; round++)
        {
            InCopy(
                "variables.index",
                bytes =>
                {
                    bytes[random.Next(bytes.Length)] ^= (byte)random.Next(1, 256);
                    return bytes[..random.Next(1, bytes.Length + 1)];
                },
                prefix => Try(() =>
                {
                    using var bundle = BundleReader.Open(prefix);
                    bundle.Keys.ToList().ForEach(key => bundle.Read(key));
                }).ShouldBeOneOf(Enum.GetValues<StatusCode>()));
        }
    }

    [Fact]
    public void Key_of_a_slice_is_the_order_preserving_code()
    {
        var key = new TensorSlice([(0, 2), (64, 7)]).Key("w");

        key.ShouldBe([0, (byte)'w', 0, 1, 1, 2, 0x80, 0x82, 0xC0, 0x40, 0x87]);
    }

    [Theory]
    [InlineData("", 0u)]
    [InlineData("123456789", 0xE3069283u)]
    public void Compute_gives_the_published_check_values(string text, uint crc)
    {
        var bytes = Encoding.ASCII.GetBytes(text);

        Crc32C.Compute(bytes).ShouldBe(crc);
        (~Crc32C.Bytewise(~0u, bytes)).ShouldBe(crc);
    }

    [Fact]
    public void Append_in_hardware_equals_the_table()
    {
        var bytes = new byte[1000];
        new Random(1).NextBytes(bytes);
        for (var length = 0; length < bytes.Length; length += 37)
        {
            Crc32C.Compute(bytes.AsSpan(0, length)).ShouldBe(~Crc32C.Bytewise(~0u, bytes.AsSpan(0, length)));
        }
    }

    private static StatusCode Try(Action action)
    {
        try
        {
            action();
            return StatusCode.Ok;
        }
        catch (TensorFlowException e)
        {
            return e.Code;
        }
    }

    private static void InCopy(string file, Func<byte[], byte[]> change, Action<string> use)
    {
        var source = Path.GetDirectoryName(Prefix("upstream/half_plus_two_cpu", "00000123"))!;
        var folder = Directory.CreateTempSubdirectory("bundle-");
        try
        {
            foreach (var path in Directory.EnumerateFiles(source))
            {
                var bytes = File.ReadAllBytes(path);
                File.WriteAllBytes(Path.Combine(folder.FullName, Path.GetFileName(path)), Path.GetFileName(path) == file ? change(bytes) : bytes);
            }

            use(Path.Combine(folder.FullName, "variables"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
