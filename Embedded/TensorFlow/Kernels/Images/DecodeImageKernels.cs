using Embedded.TensorFlow.Kernels.Images.Codecs;

namespace Embedded.TensorFlow.Kernels.Images;

/// <summary>Pictures from bytes.</summary>
internal static class DecodeImageKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Pictures", "uint8, uint16, float")
        .Add("DecodeJpeg", Create, notes: "baseline and progressive; pixels of libjpeg, both transforms")
        .Add("DecodeAndCropJpeg", Create)
        .Add("DecodePng", Create, notes: "all colour types and depths")
        .Add("DecodeBmp", Create, notes: "8, 24 and 32 bits")
        .Add("DecodeGif", Create)
        .Add("DecodeImage", Create, notes: "JPEG, PNG, BMP, GIF; no WebP")
        .Add("ExtractJpegShape", JpegShape);

    private static KernelBody Create(KernelBuild build)
    {
        var request = PictureRequest.Read(build);
        return context =>
        {
            var contents = context.Input(0);
            if (contents.ElementCount != 1 || contents.DType != DataType.String)
            {
                throw TensorFlowException.InvalidArgument($"`contents` must be a scalar but got shape{TensorShape.Format(contents.Shape)}");
            }

            var window = request.Op == "DecodeAndCropJpeg" ? Elements.Integers(context.Input(1)) : null;
            request.Write(context, request.Decode(contents.Strings[0]), window);
        };
    }

    private static KernelBody JpegShape(KernelBuild build)
    {
        var type = build.Attributes.Type("output_type", DataType.Int32);
        return context =>
        {
            var data = context.Input(0).Strings[0];
            if (!JpegDecoder.Is(data.Span))
            {
                throw TensorFlowException.InvalidArgument($"Invalid JPEG data, data size {data.Length}");
            }

            var (height, width, channels) = JpegDecoder.Shape(data);
            var result = context.Allocate(0, type, 3);
            Shaping.ShapeKernels.Write(result, 0, height);
            Shaping.ShapeKernels.Write(result, 1, width);
            Shaping.ShapeKernels.Write(result, 2, channels);
        };
    }
}
