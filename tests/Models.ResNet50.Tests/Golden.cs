using System.Globalization;
using System.Runtime.InteropServices;

namespace Models.ResNet50.Tests;

/// <summary>Results of real TensorFlow, and of the same network in float64.</summary>
internal static class Golden
{
    /// <summary>A row of tensors.tsv.</summary>
    public sealed record Row(string Name, string Shape, double Scale, string Sha256, uint Crc32C);

    public static IReadOnlyList<Row> Rows { get; } =
    [
        .. File.ReadLines(PathOf("tensors.tsv")).Skip(1).Select(line => line.Split('\t')).Select(cells => new Row(
            cells[1],
            cells[2],
            double.TryParse(cells[4], CultureInfo.InvariantCulture, out var scale) ? scale : 0,
            cells[5],
            uint.Parse(cells[6], NumberStyles.HexNumber, CultureInfo.InvariantCulture))),
    ];

    public static T[] Load<T>(string file)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(File.ReadAllBytes(PathOf(file))).ToArray();

    public static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Golden", file);
}
