using System.Globalization;
using System.Text;
using Embedded.TensorFlowServing.Json;

namespace Embedded.TensorFlowServing.Tests.Json;

public sealed class DecimalFormatTests
{
    [Theory]
    [InlineData(0.1f, "0.1")]
    [InlineData(1 / 3f, "0.333333343")]
    [InlineData(3f, "3.0")]
    [InlineData(999999f, "999999.0")]
    [InlineData(1000000f, "1e+06")]
    [InlineData(9000000f, "9e+06")]
    [InlineData(1234567f, "1234567.0")]
    [InlineData(3e-5f, "3e-05")]
    [InlineData(0.0001f, "0.0001")]
    [InlineData(555557.5f, "555557.5")]
    [InlineData(16777216f, "16777216.0")]
    [InlineData(float.MaxValue, "3.40282347e+38")]
    [InlineData(-0f, "-0.0")]
    [InlineData(float.Epsilon, "1.4013e-45")]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    public void Format_float_prints_as_upstream(float value, string text) => Text(value).ShouldBe(text);

    [Theory]
    [InlineData(1e22, "1e+22")]
    [InlineData(0.1 + 0.2, "0.30000000000000004")]
    [InlineData(100, "100.0")]
    [InlineData(5e-324, "4.94066e-324")]
    public void Format_double_prints_as_upstream(double value, string text)
    {
        var buffer = new byte[DecimalFormat.MaxLength];
        Encoding.ASCII.GetString(buffer, 0, DecimalFormat.Format(value, buffer)).ShouldBe(text);
    }

    [Fact]
    public void Format_any_float_reads_back_as_itself()
    {
        var random = new Random(5);
        for (var i = 0; i < 100_000; i++)
        {
            var value = BitConverter.Int32BitsToSingle(random.Next());
            if (float.IsFinite(value))
            {
                float.Parse(Text(value), CultureInfo.InvariantCulture).ShouldBe(value);
            }
        }
    }

    private static string Text(float value)
    {
        var buffer = new byte[DecimalFormat.MaxLength];
        return Encoding.ASCII.GetString(buffer, 0, DecimalFormat.Format(value, buffer));
    }
}
