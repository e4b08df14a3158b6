using Benchmarks.Runtime;

namespace Benchmarks.Tests.Runtime;

public sealed class ProtoWriterTests
{
    [Fact]
    public void Fields_are_those_of_the_wire_format()
    {
        var writer = new ProtoWriter().Number(1, 150).Text(2, "testing").Message(3, inner => inner.Number(1, 150)).Single(4, 1f);

        // The first three are the examples of the format's own description.
        Convert.ToHexString(writer.Written).ShouldBe("089601" + "120774657374696E67" + "1A03089601" + "250000803F");
    }

    [Fact]
    public void Field_above_15_and_negative_numbers_take_more_bytes()
        => Convert.ToHexString(new ProtoWriter().Number(20, 1).Number(1, -1).Written).ShouldBe("A00101" + "08FFFFFFFFFFFFFFFFFF01");
}
