using System.IO.Compression;
using Embedded.TensorFlow.Format.Proto;

namespace Embedded.TensorFlow.Kernels.Text;

/// <summary>Strings that hold something packed: a tensor, or compressed bytes.</summary>
internal static class DecodeMessageKernels
{
    // A kilobyte can stand for a gigabyte of zeros.
    private const int MostBytes = 1 << 28;

    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Decoding", "all")
        .Add("ParseTensor", ParseTensor)
        .Begin("Decoding", "string")
        .Add("DecodeCompressed", Decompress);

    private static KernelBody ParseTensor(KernelBuild build)
    {
        var type = build.Attributes.Type("out_type", DataType.Invalid);
        return context =>
        {
            var serialized = context.Input(0);
            if (serialized.Rank != 0)
            {
                throw TensorFlowException.InvalidArgument($"Expected `serialized` to be a scalar, got shape: {TensorShape.Format(serialized.Shape)}");
            }

            var tensor = TensorProtoReader.Read(serialized.Strings[0]);
            context.Set(0, tensor.DType == type
                ? tensor
                : throw TensorFlowException.InvalidArgument($"Type mismatch between parsed tensor ({tensor.DType.CanonicalName()}) and dtype ({type.CanonicalName()})"));
        };
    }

    private static KernelBody Decompress(KernelBuild build)
    {
        var type = build.Attributes.Text("compression_type", "");
        return type switch
        {
            "" => StringCells.Each(static text => text),
            "ZLIB" => StringCells.Each(static text => Read(new ZLibStream(new MemoryStream(text.ToArray()), CompressionMode.Decompress))),
            "GZIP" => StringCells.Each(static text => Read(new GZipStream(new MemoryStream(text.ToArray()), CompressionMode.Decompress))),
            _ => throw TensorFlowException.InvalidArgument($"Only ZLIB, GZIP or NONE are supported compressions"),
        };
    }

    private static ReadOnlyMemory<byte> Read(Stream compressed)
    {
        using (compressed)
        {
            var (result, part) = (new MemoryStream(), new byte[1 << 16]);
            try
            {
                while (compressed.Read(part) is > 0 and var count)
                {
                    result.Write(part, 0, count);
                    if (result.Length > MostBytes)
                    {
                        throw TensorFlowException.ResourceExhausted($"Compressed bytes unpack to more than {MostBytes}");
                    }
                }
            }
            catch (InvalidDataException e)
            {
                throw new TensorFlowException(StatusCode.DataLoss, $"Could not decompress: {e.Message}", e);
            }

            return result.ToArray();
        }
    }
}
