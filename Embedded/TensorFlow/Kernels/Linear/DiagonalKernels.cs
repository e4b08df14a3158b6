using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Linear;

/// <summary>Diagonals of matrices: taken, put, made, and the bands around them kept.</summary>
internal static class DiagonalKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Diagonals", "all")
        .Add("MatrixDiag", Make)
        .Add("MatrixDiagV2", Make)
        .Add("MatrixDiagV3", Make)
        .Add("MatrixDiagPart", Take)
        .Add("MatrixDiagPartV2", Take)
        .Add("MatrixDiagPartV3", Take)
        .Add("MatrixSetDiag", Put)
        .Add("MatrixSetDiagV2", Put)
        .Add("MatrixSetDiagV3", Put)
        .Add("MatrixBandPart", BandPart)
        .Add("Diag", Diag)
        .Add("DiagPart", DiagPart);

    private static KernelBody Take(KernelBuild build)
    {
        var align = Alignment(build);
        return context =>
        {
            var x = context.Input(0);
            var band = DiagonalBand.Of(context, 1, align, (int)x.Shape[^2], (int)x.Shape[^1]);
            long[] shape = band.Count == 1 ? [.. x.Shape[..^2], band.Length] : [.. x.Shape[..^2], band.Count, band.Length];
            var result = context.Allocate(0, x.DType, shape);
            var padding = context.InputCount > 2 ? context.Input(2) : Tensor.Create(x.DType, 1);
            var (size, width) = (band.Rows * band.Columns, band.Count * band.Length);
            for (var i = 0; i < result.ElementCount; i++)
            {
                var from = band.Cell(i % width / band.Length, i % band.Length);
                TensorBlock.Copy(from < 0 ? padding : x, from < 0 ? 0 : (i / width * size) + from, result, i, 1);
            }
        };
    }

    private static KernelBody Put(KernelBuild build)
    {
        var align = Alignment(build);
        return context =>
        {
            var (x, diagonal) = (context.Input(0), context.Input(1));
            var band = DiagonalBand.Of(context, 2, align, (int)x.Shape[^2], (int)x.Shape[^1]);
            var result = context.Allocate(0, x.DType, x.Shape);
            TensorBlock.Copy(x, 0, result, 0, (int)x.ElementCount);
            Fill(band, diagonal, result, x.Shape[..^2]);
        };
    }

    // Inputs: the diagonals; since V2 also which ones, rows, columns and what lies outside.
    private static KernelBody Make(KernelBuild build)
    {
        var align = Alignment(build);
        return context =>
        {
            var diagonal = context.Input(0);
            var (low, high) = DiagonalBand.Limits(context, 1);
            var longest = (int)diagonal.Shape[^1];
            var (rows, columns) = (Given(context, 2), Given(context, 3));

            // What is not given is as small as the diagonals allow.
            var (fewestRows, fewestColumns) = (longest - Math.Min(high, 0), longest + Math.Max(low, 0));
            (rows, columns) = (rows, columns) switch
            {
                (-1, -1) => (Math.Max(fewestRows, fewestColumns), Math.Max(fewestRows, fewestColumns)),
                (-1, _) => (fewestRows, columns),
                (_, -1) => (rows, fewestColumns),
                _ => (rows, columns),
            };
            var band = new DiagonalBand(low, high, align, rows, columns);
            if (band.Length != longest)
            {
                throw TensorFlowException.InvalidArgument($"The number of rows or columns is not consistent with the specified d_lower, d_upper, and diagonal: {rows}, {columns}");
            }

            var batch = diagonal.Shape[..^(low == high ? 1 : 2)];
            var result = context.Allocate(0, diagonal.DType, [.. batch, rows, columns]);
            var padding = context.InputCount > 4 ? context.Input(4) : Tensor.Create(diagonal.DType, 1);
            for (var i = 0; i < result.ElementCount; i++)
            {
                TensorBlock.Copy(padding, 0, result, i, 1);
            }

            Fill(band, diagonal, result, batch);
        };
    }

    private static void Fill(DiagonalBand band, Tensor diagonal, Tensor result, ReadOnlySpan<long> batch)
    {
        var (size, width) = (band.Rows * band.Columns, band.Count * band.Length);
        if (diagonal.ElementCount != TensorShape.ElementCount(batch) * width)
        {
            throw TensorFlowException.InvalidArgument($"diagonal must have {width} values for each matrix, got shape {TensorShape.Format(diagonal.Shape)}");
        }

        for (var i = 0; i < diagonal.ElementCount; i++)
        {
            var to = band.Cell(i % width / band.Length, i % band.Length);
            if (to >= 0)
            {
                TensorBlock.Copy(diagonal, i, result, (i / width * size) + to, 1);
            }
        }
    }

    private static void BandPart(KernelContext context)
    {
        var x = context.Input(0);
        var (lower, upper) = (Elements.Integer(context.Input(1)), Elements.Integer(context.Input(2)));
        if (x.Rank < 2)
        {
            throw TensorFlowException.InvalidArgument($"input must be at least 2-dim, received shape: {TensorShape.Format(x.Shape)}");
        }

        var result = context.Allocate(0, x.DType, x.Shape);
        TensorBlock.Copy(x, 0, result, 0, (int)x.ElementCount);
        var (rows, columns, size) = (x.Shape[^2], x.Shape[^1], x.DType.Size());
        for (var i = 0; i < x.ElementCount; i++)
        {
            var (row, column) = (i / columns % rows, i % columns);
            if ((lower >= 0 && row - column > lower) || (upper >= 0 && column - row > upper))
            {
                result.Bytes.Slice(i * size, size).Clear();
            }
        }
    }

    private static void Diag(KernelContext context)
    {
        var x = context.Input(0);
        var result = context.Allocate(0, x.DType, [.. x.Shape, .. x.Shape]);
        result.Bytes.Clear();
        for (var i = 0; i < x.ElementCount; i++)
        {
            TensorBlock.Copy(x, i, result, i * ((int)x.ElementCount + 1), 1);
        }
    }

    private static void DiagPart(KernelContext context)
    {
        var x = context.Input(0);
        var half = x.Rank / 2;
        if (x.Rank % 2 != 0 || half == 0)
        {
            throw TensorFlowException.InvalidArgument($"The rank of the tensor should be                                          even and positive, got shape {TensorShape.Format(x.Shape)}");
        }

        for (var d = 0; d < half; d++)
        {
            if (x.Shape[d] != x.Shape[half + d])
            {
                throw TensorFlowException.InvalidArgument($"Invalid shape {TensorShape.Format(x.Shape)}: dimensions {d} and {half + d} do not match.");
            }
        }

        var result = context.Allocate(0, x.DType, x.Shape[..half]);
        for (var i = 0; i < result.ElementCount; i++)
        {
            TensorBlock.Copy(x, i * ((int)result.ElementCount + 1), result, i, 1);
        }
    }

    private static int Given(KernelContext context, int input) => context.InputCount > input ? (int)Elements.Integer(context.Input(input)) : -1;

    // Before V3 all diagonals start at the left.
    private static string Alignment(KernelBuild build) =>
        build.Node.Op.EndsWith("V3", StringComparison.Ordinal) ? build.Attributes.Text("align", "RIGHT_LEFT") : "LEFT_LEFT";
}
