using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Models.ResNet50.Tests;

public sealed class FormulaTests
{
    [Fact]
    public void Tensors_are_those_of_the_reference_in_name_shape_and_constant()
    {
        var rows = Golden.Rows.Where(row => !row.Name.StartsWith("image", StringComparison.Ordinal)).ToList();

        Network.Tensors.Select(tensor => tensor.Name).ShouldBe(rows.Select(row => row.Name));
        Network.Tensors.Select(tensor => string.Join('x', tensor.Shape)).ShouldBe(rows.Select(row => row.Shape));
        Network.Tensors.Select(tensor => tensor.Scale).ShouldBe(rows.Select(row => row.Scale));
        Network.Tensors.Sum(tensor => tensor.ElementCount).ShouldBe(25_610_152);
    }

    [Fact]
    public void Values_have_the_check_sums_of_the_reference()
    {
        var expected = Golden.Rows.ToDictionary(row => row.Name, row => row.Sha256);

        var wrong = Network.Tensors.AsParallel().Where(tensor => Hash(Formula.Values(tensor)) != expected[tensor.Name]).Select(tensor => tensor.Name);

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Images_have_the_check_sums_of_the_reference()
    {
        var expected = Golden.Rows.ToDictionary(row => row.Name, row => row.Sha256);
        for (var n = 0; n < FormulaImage.Count; n++)
        {
            Hash(FormulaImage.Create(n)).ShouldBe(expected[$"image{n}"], $"image{n}");
        }
    }

    private static string Hash(float[] values) => Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(values.AsSpan())));
}
