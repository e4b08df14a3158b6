using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Embedded.TensorFlow;
using Embedded.TensorFlowServing.Predict;

namespace Embedded.TensorFlowServing.Tests.Predict;

/// <summary>
/// A measurement, run by hand on a Release build (see README): an image of 224×224×3 numbers read into a tensor, beside
/// System.Text.Json doing the same in the same run.
/// </summary>
public sealed class JsonThroughput(ITestOutputHelper output)
{
    [Theory(Explicit = true)]
    [InlineData("0.###")]
    [InlineData("R")]
    public void Image_to_tensor(string format)
    {
        var random = new Random(3);
        var row = $"[{string.Join(", ", Enumerable.Range(0, 224).Select(_ => $"[{Number()}, {Number()}, {Number()}]"))}]";
        var json = Encoding.UTF8.GetBytes($"{{\"instances\": [[{string.Join(", ", Enumerable.Repeat(row, 224))}]]}}");
        byte[] body = [.. json, 0];
        var inputs = new Dictionary<string, TensorInfo> { ["x"] = new("x:0", DataType.Float, [-1, 224, 224, 3]) };

        var (ours, theirs) = (0.0, 0.0);
        for (var round = 0; round < 5; round++)
        {
            ours = Math.Max(ours, Rate(json.Length, () => PredictRequestReader.Read(body, json.Length, _ => inputs).Inputs["x"].ElementCount.ShouldBe(224 * 224 * 3)));
            theirs = Math.Max(theirs, Rate(json.Length, () => ReadWithUtf8JsonReader(json).ShouldBe(224 * 224 * 3)));
        }

        output.WriteLine($"{format}: {json.Length / 1e6:F2} MB; ours {ours:F0} MB/s, Utf8JsonReader {theirs:F0} MB/s, ratio {ours / theirs:F2}");
        ours.ShouldBeGreaterThan(theirs);

        string Number() => ((float)random.NextDouble()).ToString(format, CultureInfo.InvariantCulture);
    }

    private static double Rate(int bytes, Action action)
    {
        const int Repeats = 40;
        action();
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < Repeats; i++)
        {
            action();
        }

        return bytes * (double)Repeats / 1e6 / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static int ReadWithUtf8JsonReader(byte[] json)
    {
        var values = new float[224 * 224 * 3];
        var count = 0;
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.Number)
            {
                values[count++] = reader.GetSingle();
            }
        }

        return count;
    }
}
