using Embedded.TensorFlow.Tests.Graph;

namespace Embedded.TensorFlow.Tests.Kernels;

/// <summary>The fast kernels for float give what the plain ones for double give, whatever the sizes and attributes.</summary>
public sealed class WidthAgreementTests
{
    private const int Draws = 60;

    public static TheoryData<string> Ops => ["Conv2D", "DepthwiseConv2dNative", "MaxPool", "AvgPool", "Conv2DBackpropInput", "MatMul", "BatchMatMulV2", "Einsum", "Softmax", "Sum", "Mean", "AddV2", "Conv3D"];

    private static readonly string[] s_equations =
    [
        "abc,cd->abd", "abc,abd->acd", "ab,bc->ca", "abc,bcd->ad", "...a,ab->...b", "a...,b...->ab...", "aab,bc->ac", "abcd,adbe->acbe", "ab,ab->", "abc->cab", "aa->a", "abc,dc->abd",
        "abcd,cde->abe", "ab,b->a", "a,b->ba", "acbe,aecd->abcd", "abc,bd->acd",
    ];

    [Theory]
    [MemberData(nameof(Ops))]
    public void Float_and_double_agree(string op)
    {
        var random = new Random(7);
        for (var draw = 0; draw < Draws; draw++)
        {
            var (attributes, inputs) = Case(op, random);
            var narrow = Kernel.Run(op, [("T", DataType.Float), .. attributes], inputs);
            var wide = Kernel.Run(op, [("T", DataType.Double), .. attributes], Array.ConvertAll(inputs, Wide));

            narrow.Shape.ToArray().ShouldBe(wide.Shape.ToArray(), Describe(op, attributes, inputs));
            Golden.GoldenComparison.FirstDifference(narrow, Kernel.Cast(wide, DataType.Float), new Golden.GoldenTolerance(2e-4, 2e-4)).ShouldBeNull(Describe(op, attributes, inputs));
        }
    }

    private static string Describe(string op, (string Name, object Value)[] attributes, Tensor[] inputs) =>
        $"{op} {string.Join(' ', attributes.Select(a => $"{a.Name}={(a.Value is int[] n ? string.Join(',', n) : a.Value)}"))} of {string.Join<Tensor>(' ', inputs)}";

    private static Tensor Wide(Tensor tensor) => tensor.DType == DataType.Float ? Kernel.Cast(tensor, DataType.Double) : tensor;

    private static ((string, object)[] Attributes, Tensor[] Inputs) Case(string op, Random random) => op switch
    {
        "Conv2D" => Convolution(random, depthwise: false),
        "DepthwiseConv2dNative" => Convolution(random, depthwise: true),
        "MaxPool" or "AvgPool" => Pooling(random),
        "Conv2DBackpropInput" => Transposed(random),
        "Conv3D" => Volume(random),
        "MatMul" => Product(random, batch: false),
        "BatchMatMulV2" => Product(random, batch: true),
        "Einsum" => Sum(random),
        "Softmax" => ([], [Draw(random, random.Next(0, 4), random.Next(1, 70))]),
        "AddV2" => ([], Broadcast(random)),
        _ => Reduction(random),
    };

    private static Tensor Draw(Random random, params int[] shape) => TestGraph.Random(random.Next(), Array.ConvertAll(shape, s => (long)s));

    private static ((string, object)[], Tensor[]) Convolution(Random random, bool depthwise)
    {
        var (kh, kw, groups) = (random.Next(1, 6), random.Next(1, 6), depthwise ? 1 : random.Next(1, 4));
        var (depth, outputs) = (random.Next(1, 20), random.Next(1, 20) * groups);
        var strides = Stride(random);
        int[] dilations = strides is [_, 1, 1, _] ? [1, random.Next(1, 4), random.Next(1, 4), 1] : [1, 1, 1, 1];
        var (h, w) = (((kh - 1) * dilations[1]) + random.Next(1, 14), ((kw - 1) * dilations[2]) + random.Next(1, 14));
        var x = Draw(random, random.Next(0, 3), h, w, depth * groups);
        var filter = depthwise ? Draw(random, kh, kw, depth, random.Next(1, 4)) : Draw(random, kh, kw, depth, outputs);
        return ([("strides", strides), ("dilations", dilations), .. Padding(random, kh, kw)], [x, filter]);
    }

    private static int[] Stride(Random random) => random.Next(2) == 0 ? [1, 1, 1, 1] : random.Next(1, 4) is var s ? [1, s, s, 1] : [];

    private static (string, object)[] Padding(Random random, int kh, int kw) => random.Next(3) switch
    {
        0 => [("padding", "SAME")],
        1 => [("padding", "VALID")],
        _ => [("padding", "EXPLICIT"), ("explicit_paddings", new[] { 0, 0, random.Next(kh), random.Next(kh), random.Next(kw), random.Next(kw), 0, 0 })],
    };

    private static ((string, object)[], Tensor[]) Pooling(Random random)
    {
        var (kh, kw) = (random.Next(1, 5), random.Next(1, 5));
        var x = Draw(random, random.Next(0, 3), kh + random.Next(0, 9), kw + random.Next(0, 9), random.Next(1, 40));
        return ([("ksize", new[] { 1, kh, kw, 1 }), ("strides", new[] { 1, random.Next(1, 5), random.Next(1, 5), 1 }), ("padding", random.Next(2) == 0 ? "SAME" : "VALID")], [x]);
    }

    // The sizes of an image that the convolution would bring to those of the gradient.
    private static ((string, object)[], Tensor[]) Transposed(Random random)
    {
        var (k, stride, size, same) = (random.Next(1, 5), random.Next(1, 4), random.Next(1, 8), random.Next(2) == 0);
        var (depth, outputs) = (random.Next(1, 8), random.Next(1, 8));
        var full = same ? ((size - 1) * stride) + random.Next(1, stride + 1) : ((size - 1) * stride) + k;
        return (
            [("strides", new[] { 1, stride, stride, 1 }), ("padding", same ? "SAME" : "VALID")],
            [Kernel.Ints(2, full, full, depth), Draw(random, k, k, depth, outputs), Draw(random, 2, size, size, outputs)]);
    }

    private static ((string, object)[], Tensor[]) Volume(Random random)
    {
        var (k, s, depth) = (random.Next(1, 4), random.Next(1, 3), random.Next(1, 6));
        return (
            [("strides", new[] { 1, s, s, s, 1 }), ("padding", random.Next(2) == 0 ? "SAME" : "VALID")],
            [Draw(random, random.Next(0, 3), k + random.Next(5), k + random.Next(5), k + random.Next(5), depth), Draw(random, k, k, k, depth, random.Next(1, 6))]);
    }

    private static ((string, object)[], Tensor[]) Product(Random random, bool batch)
    {
        var (m, k, n) = (random.Next(0, 40), random.Next(0, 40), random.Next(0, 40));
        var (left, right) = (random.Next(2) == 0, random.Next(2) == 0);
        int[] first = batch ? [random.Next(2) == 0 ? 1 : 3, 2] : [];
        int[] second = batch ? random.Next(3) switch { 0 => [], 1 => [2], _ => [3, 1] } : [];
        (string, object)[] attributes = batch ? [("adj_x", left), ("adj_y", right)] : [("transpose_a", left), ("transpose_b", right)];
        return (attributes, [Draw(random, [.. first, left ? k : m, left ? m : k]), Draw(random, [.. second, right ? n : k, right ? k : n])]);
    }

    private static ((string, object)[], Tensor[]) Sum(Random random)
    {
        var equation = s_equations[random.Next(s_equations.Length)];
        var sizes = Enumerable.Range(0, 26).ToDictionary(i => (char)('a' + i), _ => random.Next(random.Next(8) == 0 ? 0 : 1, 7));
        var inputs = equation.Split("->")[0].Split(',')
            .Select(part => Draw(random, [.. part.Replace("...", "xy", StringComparison.Ordinal).Select(label => sizes[label])]));
        return ([("equation", equation)], [.. inputs]);
    }

    private static Tensor[] Broadcast(Random random)
    {
        var shape = Enumerable.Range(0, random.Next(0, 7)).Select(_ => random.Next(random.Next(10) == 0 ? 0 : 1, 5)).ToArray();
        int[] Part() => [.. shape.Skip(random.Next(shape.Length + 1)).Select(size => random.Next(3) == 0 ? 1 : size)];
        return [Draw(random, Part()), Draw(random, Part())];
    }

    private static ((string, object)[], Tensor[]) Reduction(Random random)
    {
        var shape = Enumerable.Range(0, random.Next(0, 7)).Select(_ => random.Next(1, 6)).ToArray();
        int[] axes = [.. Enumerable.Range(0, shape.Length).Where(_ => random.Next(2) == 0).Select(axis => random.Next(2) == 0 ? axis : axis - shape.Length)];
        return ([("keep_dims", random.Next(2) == 0)], [Draw(random, shape), Kernel.Ints(axes)]);
    }
}
