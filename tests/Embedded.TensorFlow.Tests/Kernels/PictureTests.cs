using System.Buffers.Binary;
using System.IO.Compression;

namespace Embedded.TensorFlow.Tests.Kernels;

/// <summary>Pictures written here by the formats' rules. JPEG is held to TensorFlow's own pixels by the goldens of ops_image_bytes.</summary>
public sealed class PictureTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 2)]
    [InlineData(0, 4)]
    [InlineData(0, 8)]
    [InlineData(0, 16)]
    [InlineData(2, 8)]
    [InlineData(2, 16)]
    [InlineData(4, 8)]
    [InlineData(4, 16)]
    [InlineData(6, 8)]
    [InlineData(6, 16)]
    public void PNG_of_every_colour_type_and_depth_is_read(int colour, int depth)
    {
        var channels = colour switch { 0 => 1, 2 => 3, 4 => 2, _ => 4 };
        var samples = Samples(5 * 3 * channels, depth);
        foreach (var interlaced in new[] { false, true })
        {
            var png = Png(5, 3, depth, colour, samples, interlaced);
            var expected = Array.ConvertAll(samples, s => (byte)(depth == 16 ? s >> 8 : s * 255 / ((1 << depth) - 1)));

            var result = Kernel.Run("DecodePng", png);

            result.Shape.ToArray().ShouldBe([3, 5, channels]);
            result.Data<byte>().ToArray().ShouldBe(expected);
            var wide = Kernel.Run("DecodePng", [("dtype", DataType.UInt16)], png).Data<ushort>().ToArray();
            wide.ShouldBe(Array.ConvertAll(samples, s => (ushort)(depth == 16 ? s : s * 255 / ((1 << depth) - 1) * 257)));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void PNG_with_a_palette_is_read(int depth)
    {
        var samples = Array.ConvertAll(Samples(5 * 3, depth), s => (ushort)(s % 2));
        byte[] palette = [10, 20, 30, 40, 50, 60];

        var opaque = Kernel.Run("DecodePng", Png(5, 3, depth, 3, samples, false, palette)).Data<byte>().ToArray();
        opaque.ShouldBe(samples.SelectMany(s => palette[(3 * s)..((3 * s) + 3)]).ToArray());
        var clear = Kernel.Run("DecodePng", Png(5, 3, depth, 3, samples, false, palette, [7]));
        clear.Shape[2].ShouldBe(4);
        clear.Data<byte>()[3].ShouldBe(samples[0] == 0 ? (byte)7 : (byte)255);
    }

    [Theory]
    [InlineData(1, new byte[] { 29 })]
    [InlineData(3, new byte[] { 0, 0, 255 })]
    [InlineData(4, new byte[] { 0, 0, 255, 255 })]
    public void Channels_are_added_and_dropped(int channels, byte[] expected) =>
        Kernel.Run("DecodePng", [("channels", channels)], Png(1, 1, 8, 2, [0, 0, 255], false)).Data<byte>().ToArray().ShouldBe(expected);

    [Fact]
    public void Every_filter_of_PNG_is_undone()
    {
        var samples = Samples(6 * 5 * 3, 8);

        Kernel.Run("DecodePng", Png(6, 5, 8, 2, samples, false, filters: true)).Data<byte>().ToArray().ShouldBe(Array.ConvertAll(samples, s => (byte)s));
    }

    [Fact]
    public void BMP_is_read_from_the_bottom_up_and_from_the_top_down()
    {
        byte[] pixels = [1, 2, 3, 4, 5, 6, 0, 0, 7, 8, 9, 10, 11, 12, 0, 0];

        Kernel.Run("DecodeBmp", Bmp(2, 2, 24, pixels)).Data<byte>().ToArray().ShouldBe([9, 8, 7, 12, 11, 10, 3, 2, 1, 6, 5, 4]);
        Kernel.Run("DecodeImage", [("channels", 3)], Bmp(2, -2, 24, pixels)).Data<byte>().ToArray().ShouldBe([3, 2, 1, 6, 5, 4, 9, 8, 7, 12, 11, 10]);
    }

    [Fact]
    public void GIF_gives_its_frames()
    {
        // Two frames of 2 x 1 pixels; the second one covers the right pixel only.
        byte[] gif =
        [
            .. "GIF89a"u8, 2, 0, 1, 0, 0x80, 0, 0, 10, 20, 30, 40, 50, 60,
            0x2C, 0, 0, 0, 0, 2, 0, 1, 0, 0, 2, 2, 0x44, 0x0A, 0,
            0x2C, 1, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 0x01, 0, 0x3B,
        ];

        var frames = Kernel.Run("DecodeGif", Tensor.FromStrings([], (ReadOnlyMemory<byte>)gif));
        frames.Shape.ToArray().ShouldBe([2, 1, 2, 3]);
        frames.Data<byte>().ToArray()[..6].ShouldBe([10, 20, 30, 40, 50, 60]);
        frames.Data<byte>().ToArray()[6..].ShouldBe([10, 20, 30, 10, 20, 30]);
        Kernel.Run("DecodeImage", [("expand_animations", false)], Tensor.FromStrings([], (ReadOnlyMemory<byte>)gif)).Shape.ToArray().ShouldBe([1, 2, 3]);
    }

    [Theory]
    [InlineData("DecodeJpeg", "")]
    [InlineData("DecodePng", "hello")]
    [InlineData("DecodeImage", "\u0089PNG")]
    [InlineData("DecodeBmp", "BM")]
    [InlineData("DecodeGif", "GIF89a")]
    public void What_is_no_picture_is_an_invalid_argument(string op, string bytes) =>
        Should.Throw<TensorFlowException>(() => Kernel.Run(op, Tensor.FromStrings([], (ReadOnlyMemory<byte>)System.Text.Encoding.Latin1.GetBytes(bytes)))).Code.ShouldBe(StatusCode.InvalidArgument);

    [Fact]
    public void Picture_that_breaks_off_is_an_invalid_argument()
    {
        var whole = Png(20, 20, 8, 2, Samples(1200, 8), false).Strings[0].ToArray();

        for (var length = 9; length < whole.Length - 12; length += 7)
        {
            Should.Throw<TensorFlowException>(() => Kernel.Run("DecodePng", Tensor.FromStrings([], (ReadOnlyMemory<byte>)whole[..length]))).Code.ShouldBe(StatusCode.InvalidArgument);
        }
    }

    private static ushort[] Samples(int count, int depth)
    {
        var random = new Random(count + depth);
        return [.. Enumerable.Range(0, count).Select(_ => (ushort)random.Next(1 << depth))];
    }

    private static Tensor Png(int width, int height, int depth, int colour, ushort[] samples, bool interlaced, byte[]? palette = null, byte[]? transparency = null, bool filters = false)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        Chunk(file, "IHDR", [0, 0, 0, (byte)width, 0, 0, 0, (byte)height, (byte)depth, (byte)colour, 0, 0, interlaced ? (byte)1 : (byte)0]);
        Chunk(file, "PLTE", palette);
        Chunk(file, "tRNS", transparency);
        using var data = new MemoryStream();
        using (var zip = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
        {
            var channels = samples.Length / (width * height);
            (int X, int Y, int StepX, int StepY)[] passes = interlaced
                ? [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
                : [(0, 0, 1, 1)];
            foreach (var pass in passes)
            {
                WritePass(zip, width, height, depth, channels, samples, pass, filters);
            }
        }

        Chunk(file, "IDAT", data.ToArray());
        Chunk(file, "IEND", []);
        return Tensor.FromStrings([], (ReadOnlyMemory<byte>)file.ToArray());
    }

    private static void WritePass(Stream zip, int width, int height, int depth, int channels, ushort[] samples, (int X, int Y, int StepX, int StepY) pass, bool filters)
    {
        byte[]? previous = null;
        for (var y = pass.Y; y < height && pass.X < width; y += pass.StepY)
        {
            var bits = new List<bool>();
            for (var x = pass.X; x < width; x += pass.StepX)
            {
                for (var c = 0; c < channels; c++)
                {
                    for (var bit = depth - 1; bit >= 0; bit--)
                    {
                        bits.Add(((samples[(((y * width) + x) * channels) + c] >> bit) & 1) == 1);
                    }
                }
            }

            byte[] row = [.. bits.Chunk(8).Select(b => (byte)b.Select((bit, i) => bit ? 128 >> i : 0).Sum())];
            previous ??= new byte[row.Length];
            var filter = filters ? y % 5 : 0;
            zip.WriteByte((byte)filter);
            zip.Write(Filtered(row, previous, filter, Math.Max(1, channels * depth / 8)));
            previous = row;
        }
    }

    private static byte[] Filtered(byte[] row, byte[] above, int filter, int pixel)
    {
        var result = new byte[row.Length];
        for (var i = 0; i < row.Length; i++)
        {
            int left = i >= pixel ? row[i - pixel] : 0, up = above[i], corner = i >= pixel ? above[i - pixel] : 0;
            var guess = left + up - corner;
            var paeth = new[] { left, up, corner }.MinBy(v => Math.Abs(guess - v));
            result[i] = (byte)(row[i] - (filter switch { 0 => 0, 1 => left, 2 => up, 3 => (left + up) / 2, _ => paeth }));
        }

        return result;
    }

    private static void Chunk(Stream file, string type, byte[]? content)
    {
        if (content is null)
        {
            return;
        }

        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        file.Write(length);
        file.Write(System.Text.Encoding.ASCII.GetBytes(type));
        file.Write(content);

        // The checksum is not looked at.
        file.Write(new byte[4]);
    }

    private static Tensor Bmp(int width, int height, int bits, byte[] pixels)
    {
        var file = new byte[54 + pixels.Length];
        "BM"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), 54);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), height);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(28), (short)bits);
        pixels.CopyTo(file, 54);
        return Tensor.FromStrings([], (ReadOnlyMemory<byte>)file);
    }
}
