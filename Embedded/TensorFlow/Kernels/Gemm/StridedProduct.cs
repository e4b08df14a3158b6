namespace Embedded.TensorFlow.Kernels.Gemm;

/// <summary>The form of a matrix product inside larger tensors. Values of a row of A and of the output follow each other; rows lie a pitch apart.</summary>
/// <param name="M">Rows of the result.</param>
/// <param name="K">Length of the sums.</param>
/// <param name="N">Columns of the result.</param>
/// <param name="APitch">Floats from one row of A to the next.</param>
/// <param name="BPitch">Floats from one row of B, as stored, to the next.</param>
/// <param name="OutputPitch">Floats from one row of the result to the next.</param>
/// <param name="TransposeB">Whether B is stored by columns.</param>
internal readonly record struct StridedProduct(int M, int K, int N, int APitch, int BPitch, int OutputPitch, bool TransposeB)
{
    /// <summary>Matrices without gaps.</summary>
    public static StridedProduct Dense(int m, int k, int n, bool transposeB) => new(m, k, n, k, transposeB ? k : n, n, transposeB);

    /// <exception cref="ArgumentException">A product would reach beyond its tensors.</exception>
    public void Validate(int a, int b, int output, ProductPlaces places)
    {
        var (bRows, bColumns) = TransposeB ? (N, K) : (K, N);
        for (var i = 0; i < places.Count; i++)
        {
            if (!Fits(places.A[i], M, K, APitch, a) || !Fits(places.B[i], bRows, bColumns, BPitch, b) || !Fits(places.Output[i], M, N, OutputPitch, output))
            {
                throw new ArgumentException($"Product {i} of {this} lies outside of {a}, {b} and {output} values.");
            }
        }
    }

    private static bool Fits(int place, long rows, int columns, int pitch, int length) =>
        rows == 0 || columns == 0 || (place >= 0 && place + ((rows - 1) * pitch) + columns <= length);
}

/// <summary>First elements of the matrices of many products; the arrays are equally long and not changed.</summary>
internal sealed record ProductPlaces(int[] A, int[] B, int[] Output)
{
    public int Count => A.Length;
}
