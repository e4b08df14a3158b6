using System.Buffers;
using System.Text;
using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Shaping;

namespace Embedded.TensorFlow.Kernels.Text;

/// <summary>Strings as rows of code points, and between the encodings of Unicode.</summary>
internal static class UnicodeKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Unicode", "string, int32")
        .Add("UnicodeDecode", build => Decode(build, withOffsets: false))
        .Add("UnicodeDecodeWithOffsets", build => Decode(build, withOffsets: true))
        .Add("UnicodeEncode", Encode)
        .Add("UnicodeTranscode", Transcode)
        .Add("UnicodeScript", Script, notes: "scripts in use today");

    private static void Script(KernelContext context)
    {
        var x = context.Input(0);
        var points = x.Data<int>();
        var result = context.Allocate(0, DataType.Int32, x.Shape).Data<int>();
        for (var i = 0; i < points.Length; i++)
        {
            result[i] = UnicodeScripts.Of(points[i]);
        }
    }

    private static KernelBody Decode(KernelBuild build, bool withOffsets)
    {
        var (encoding, errors) = (Find(build.Attributes.Text("input_encoding", "UTF-8")), new UnicodeErrors(build.Attributes));
        var type = build.Attributes.Type("Tsplits", DataType.Int64);
        return context =>
        {
            var x = context.Input(0);
            var (points, offsets, ends) = (new List<int>(), new List<long>(), new List<long> { 0 });
            foreach (var text in x.Strings)
            {
                CodePoints(text.Span, encoding, errors, (point, offset) =>
                {
                    points.Add(point);
                    offsets.Add(offset);
                });
                ends.Add(points.Count);
            }

            var splits = context.Allocate(0, type, ends.Count);
            for (var i = 0; i < ends.Count; i++)
            {
                ShapeKernels.Write(splits, i, ends[i]);
            }

            context.Set(1, Tensor.From([points.Count], points.ToArray().AsSpan()));
            if (withOffsets)
            {
                context.Set(2, Tensor.From([offsets.Count], offsets.ToArray().AsSpan()));
            }
        };
    }

    private static KernelBody Encode(KernelBuild build)
    {
        var (encoding, errors) = (Find(build.Attributes.Text("output_encoding", "UTF-8")), new UnicodeErrors(build.Attributes));
        return context =>
        {
            var points = context.Input(0).Data<int>();
            var splits = Elements.Integers(context.Input(1));
            var result = context.Allocate(0, DataType.String, Math.Max(0, splits.Length - 1)).Strings;
            for (var i = 0; i < result.Length; i++)
            {
                if (splits[i] < 0 || splits[i + 1] < splits[i] || splits[i + 1] > points.Length)
                {
                    throw TensorFlowException.InvalidArgument($"Values in input_splits must be equal or in ascending order, got {splits[i]} and {splits[i + 1]}");
                }

                var text = new StringBuilder();
                foreach (var point in points[(int)splits[i]..(int)splits[i + 1]])
                {
                    if ((Rune.IsValid(point) ? point : errors.Replace()) is >= 0 and var valid)
                    {
                        text.Append(new Rune(valid).ToString());
                    }
                }

                result[i] = encoding.GetBytes(text.ToString());
            }
        };
    }

    private static KernelBody Transcode(KernelBuild build)
    {
        var (from, to) = (Find(build.Attributes.Text("input_encoding", "UTF-8")), Find(build.Attributes.Text("output_encoding", "UTF-8")));
        var errors = new UnicodeErrors(build.Attributes);
        return StringCells.Each(bytes =>
        {
            var text = new StringBuilder();
            CodePoints(bytes.Span, from, errors, (point, _) => text.Append(new Rune(point).ToString()));
            return to.GetBytes(text.ToString());
        });
    }

    private static void CodePoints(ReadOnlySpan<byte> bytes, Encoding encoding, UnicodeErrors errors, Action<int, long> take)
    {
        if (encoding is not UTF8Encoding)
        {
            var offset = 0L;
            foreach (var rune in encoding.GetString(bytes).EnumerateRunes())
            {
                take(rune.Value, offset);
                offset += encoding.GetByteCount(rune.ToString());
            }

            return;
        }

        for (var at = 0; at < bytes.Length;)
        {
            var status = Rune.DecodeFromUtf8(bytes[at..], out var rune, out var length);
            var point = status == OperationStatus.Done ? errors.Filter(rune.Value) : errors.Replace();
            if (point >= 0)
            {
                take(point, at);
            }

            at += length;
        }
    }

    private static Encoding Find(string name) => name switch
    {
        "UTF-8" or "UTF8" => new UTF8Encoding(false),
        "UTF-16-BE" or "UTF-16" => Encoding.BigEndianUnicode,
        "UTF-16-LE" => Encoding.Unicode,
        "UTF-32-BE" or "UTF-32" => new UTF32Encoding(true, false),
        "UTF-32-LE" => new UTF32Encoding(false, false),
        "US-ASCII" => Encoding.ASCII,
        "ISO-8859-1" or "latin1" => Encoding.Latin1,
        _ => throw TensorFlowException.Unimplemented($"encoding '{name}' is not implemented by the embedded runtime: UTF-8, UTF-16, UTF-32, US-ASCII and ISO-8859-1 are"),
    };
}
