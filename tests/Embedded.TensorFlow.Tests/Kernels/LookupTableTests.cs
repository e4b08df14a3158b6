using Embedded.TensorFlow.Kernels.Tables;

namespace Embedded.TensorFlow.Tests.Kernels;

public sealed class LookupTableTests
{
    [Fact]
    public void Find_gives_values_and_the_default_for_unknown_keys()
    {
        var table = new LookupTable(DataType.String, DataType.Int64, isMutable: false);
        var names = Enumerable.Range(0, 100).Select(i => $"word{i}").ToArray();
        table.Import(Tensor.FromStrings([100], names), Tensor.From([100], Enumerable.Range(0, 100).Select(i => (long)i).ToArray().AsSpan()));

        Find(table, "word99", "nothing", "word3").ShouldBe([99, -1, 3]);
        table.Count.ShouldBe(100);
    }

    [Fact]
    public void Find_before_a_fixed_table_is_filled_is_a_failed_precondition()
    {
        var table = new LookupTable(DataType.String, DataType.Int64, isMutable: false);

        var error = Should.Throw<TensorFlowException>(() => Find(table, "a"));
        error.Code.ShouldBe(StatusCode.FailedPrecondition);
        error.Message.ShouldBe("Table not initialized.");
    }

    [Fact]
    public void Fixed_table_refuses_two_values_for_one_key()
    {
        var table = new LookupTable(DataType.String, DataType.Int64, isMutable: false);

        var error = Should.Throw<TensorFlowException>(() => table.Import(Tensor.FromStrings([3], "a", "b", "a"), Tensor.From([3], 1L, 2L, 3L)));
        error.Code.ShouldBe(StatusCode.FailedPrecondition);
        error.Message.ShouldBe("HashTable has different value for same key. Key a has 1 and trying to add value 3");
        new LookupTable(DataType.String, DataType.Int64, isMutable: false).Import(Tensor.FromStrings([2], "a", "a"), Tensor.From([2], 1L, 1L));
    }

    [Fact]
    public void Insert_replaces_values_of_a_mutable_table_only()
    {
        var table = new LookupTable(DataType.String, DataType.Int64, isMutable: true);
        table.Insert(Tensor.FromStrings([1], "a"), Tensor.From([1], 1L));
        table.Insert(Tensor.FromStrings([1], "a"), Tensor.From([1], 2L));

        Find(table, "a").ShouldBe([2]);
        Should.Throw<TensorFlowException>(() => new LookupTable(DataType.String, DataType.Int64, isMutable: false)
            .Insert(Tensor.FromStrings([1], "a"), Tensor.From([1], 1L)));
    }

    [Fact]
    public void Import_with_other_types_is_refused() => Should.Throw<TensorFlowException>(() =>
        new LookupTable(DataType.Int64, DataType.Int64, isMutable: false).Import(Tensor.FromStrings([1], "a"), Tensor.From([1], 1L)))
        .Code.ShouldBe(StatusCode.InvalidArgument);

    [Fact]
    public void Read_of_a_vocabulary_takes_lines_columns_and_line_numbers()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "cat\t5\ndog\t7\n");

            var (words, numbers) = VocabularyFile.Read(path, new VocabularyColumns(0, 1, -1, "\t", 0), DataType.Int64);
            var (lines, order) = VocabularyFile.Read(path, new VocabularyColumns(VocabularyColumns.WholeLine, VocabularyColumns.LineNumber, 1, "\t", 10), DataType.Int64);

            words.Strings[1].ToArray().ShouldBe("dog"u8.ToArray());
            numbers.Data<long>().ToArray().ShouldBe([5, 7]);
            lines.Strings.ToArray().ShouldHaveSingleItem().ToArray().ShouldBe("cat\t5"u8.ToArray());
            order.Data<long>().ToArray().ShouldBe([10]);
            Should.Throw<TensorFlowException>(() => VocabularyFile.Read(path, new VocabularyColumns(0, 2, -1, "\t", 0), DataType.Int64)).Message.ShouldStartWith("Invalid number of columns in line 1");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void DenseBincount_counts_and_weighs()
    {
        var x = Tensor.From([4], 1, 2, 1, 9);

        ElementwiseTests.Run("DenseBincount", x, Tensor.Scalar(3), Tensor.Create(DataType.Float, 0)).Data<float>().ToArray().ShouldBe([0, 2, 1]);
        ElementwiseTests.Run("DenseBincount", x, Tensor.Scalar(3), Tensor.From([4], 1f, 2f, 3f, 4f)).Data<float>().ToArray().ShouldBe([0, 4, 2]);
        ElementwiseTests.Run("DenseBincount", [("binary_output", true)], x, Tensor.Scalar(3), Tensor.Create(DataType.Float, 0)).Data<float>().ToArray().ShouldBe([0, 1, 1]);
    }

    [Fact]
    public void SparseReduceSum_adds_what_falls_on_one_cell()
    {
        var (indices, values) = (Tensor.From([3, 2], 0L, 0L, 0L, 2L, 1L, 1L), Tensor.From([3], 1f, 2f, 4f));

        ElementwiseTests.Run("SparseReduceSum", indices, values, Tensor.From([2], 2L, 3L), Tensor.From([1], 1)).Data<float>().ToArray().ShouldBe([3, 4]);
    }

    private static long[] Find(LookupTable table, params string[] keys)
    {
        var result = Tensor.Create(DataType.Int64, keys.Length);
        table.Find(Tensor.FromStrings([keys.Length], keys), Tensor.Scalar(-1L), result);
        return result.Data<long>().ToArray();
    }
}
