using System.Globalization;
using System.Text;
using Embedded.TensorFlow;
using Embedded.TensorFlowServing.Predict;

namespace Embedded.TensorFlowServing.Tests.Predict;

/// <summary>The fast reader against the full one: it may decline, but never disagree.</summary>
public sealed class DensePredictReaderTests
{
    private static readonly DataType[] s_types =
        [DataType.Float, DataType.Double, DataType.Int32, DataType.Int16, DataType.Int8, DataType.UInt8, DataType.Int64, DataType.UInt32, DataType.UInt64, DataType.Bool];

    [Theory]
    [InlineData("{\"instances\":[[1,2],[3,4]]}", true)]
    [InlineData(" { \"instances\" : [ [ 1 , 2 ] ,\n[ 3 ,\t4 ] ] } ", true)]
    [InlineData("{\"inputs\":{\"x\":[[1.5e2, -2E-3]]}}", true)]
    [InlineData("{\"inputs\":7}", true)]
    [InlineData("{\"signature_name\":\"s\",\"inputs\":[7]}", true)]
    [InlineData("{\"instances\":[[1],[3,4]]}", false)]
    [InlineData("{\"instances\":[1,[2]]}", false)]
    [InlineData("{\"instances\":[[1],2]}", false)]
    [InlineData("{\"instances\":[01]}", false)]
    [InlineData("{\"instances\":[1.]}", false)]
    [InlineData("{\"instances\":[1,]}", false)]
    [InlineData("{\"instances\":[1]", false)]
    [InlineData("{\"instances\":[]}", false)]
    [InlineData("{\"instances\":[1],\"inputs\":[1]}", false)]
    [InlineData("{\"instances\":[NaN]}", false)]
    [InlineData("{\"instances\":[1],\"signature_name\":\"other\"}", false)]
    public void TryRead_takes_regular_arrays_only(string json, bool taken)
    {
        var request = DensePredictReader.TryRead(Terminated(json), _ => Inputs(DataType.Float));
        (request is not null).ShouldBe(taken);
        if (request is not null)
        {
            Same(request, TreePredictReader.Read(Encoding.UTF8.GetBytes(json), _ => Inputs(DataType.Float)));
        }
    }

    [Fact]
    public void TryRead_agrees_with_the_tree_reader_on_random_bodies()
    {
        var random = new Random(20260731);
        var taken = 0;
        for (var i = 0; i < 3000; i++)
        {
            var inputs = Inputs(s_types[random.Next(s_types.Length)]);
            var json = RandomBody(random);
            PredictRequest? tree;
            try
            {
                tree = TreePredictReader.Read(Encoding.UTF8.GetBytes(json), _ => inputs);
            }
            catch (TensorFlowException)
            {
                tree = null;
            }

            if (DensePredictReader.TryRead(Terminated(json), _ => inputs) is { } dense)
            {
                taken++;
                Same(dense, tree.ShouldNotBeNull(json));
            }
        }

        taken.ShouldBeGreaterThan(300);
    }

    [Fact]
    public void Floats_are_the_nearest_double_cast_to_float()
    {
        var random = new Random(7);
        for (var i = 0; i < 200_000; i++)
        {
            // Doubles near the middle of two floats are where shortcuts go wrong.
            var value = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-12, 12))) & ~0x1FFFFFFFL | 0x10000000L);
            value = i % 3 == 0 ? random.NextDouble() : BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(value) + random.Next(-3, 4));
            var text = value.ToString(random.Next(3) switch { 0 => "R", 1 => "E16", _ => "F18" }, CultureInfo.InvariantCulture);
            var position = 0;
            DecimalText.TryParse(Terminated(text), ref position, out float parsed).ShouldBeTrue(text);
            BitConverter.SingleToInt32Bits(parsed).ShouldBe(BitConverter.SingleToInt32Bits((float)double.Parse(text, CultureInfo.InvariantCulture)), text);
        }
    }

    private static Dictionary<string, TensorInfo> Inputs(DataType type) => new() { ["x"] = new TensorInfo("x:0", type, null) };

    private static byte[] Terminated(string json) => [.. Encoding.UTF8.GetBytes(json), 0];

    private static void Same(PredictRequest actual, PredictRequest expected)
    {
        actual.RowFormat.ShouldBe(expected.RowFormat);
        actual.SignatureName.ShouldBe(expected.SignatureName);
        actual.Inputs.ToDictionary(i => i.Key, i => GoldenRow.Describe(i.Value)).ShouldBe(expected.Inputs.ToDictionary(i => i.Key, i => GoldenRow.Describe(i.Value)));
    }

    private static string RandomBody(Random random)
    {
        string[] atoms = ["1", "-1", "0", "-0", "255", "1.5", "1e3", "0.1234567890123456789", "2147483648", "-9223372036854775808", "18446744073709551615", "true", "false", "NaN", "1e400", "\"a\"", "00", "1.e", "-"];
        var common = random.Next(4) == 0 ? atoms.Length : random.Next(1, 8);
        string Value(int depth) => depth == 0
            ? atoms[random.Next(common)]
            : "[" + string.Join(random.Next(2) == 0 ? "," : " , ", Enumerable.Range(0, random.Next(12) == 0 ? 3 : 2).Select(_ => Value(depth - 1))) + "]";
        return (random.Next(3) switch { 0 => "{\"instances\":", 1 => "{\"inputs\": ", _ => "{\"inputs\":{\"x\":" }) is var head
            ? head + Value(random.Next(4)) + (head.EndsWith("x\":", StringComparison.Ordinal) ? "}}" : "}")
            : "";
    }
}
