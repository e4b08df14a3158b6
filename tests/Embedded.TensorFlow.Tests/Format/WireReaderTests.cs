using Embedded.TensorFlow.Format.Proto;

namespace Embedded.TensorFlow.Tests.Format;

public sealed class WireReaderTests
{
    [Fact]
    public void Next_walks_every_wire_type()
    {
        // 1: varint 300; 2: fixed32 1.5f; 3: "ab"; 4: fixed64, skipped; 5: packed varints 1, 2.
        byte[] message = [0x08, 0xAC, 0x02, 0x15, 0, 0, 0xC0, 0x3F, 0x1A, 2, 0x61, 0x62, 0x21, 1, 2, 3, 4, 5, 6, 7, 8, 0x2A, 2, 1, 2];
        var reader = new WireReader(message);
        var numbers = new List<long>();

        reader.Next(out var field).ShouldBeTrue();
        field.ShouldBe(1);
        reader.Int64().ShouldBe(300);
        reader.Next(out _).ShouldBeTrue();
        reader.Float().ShouldBe(1.5f);
        reader.Next(out _).ShouldBeTrue();
        reader.Text().ShouldBe("ab");
        reader.Next(out field).ShouldBeTrue();
        field.ShouldBe(4);
        reader.Skip();
        reader.Next(out _).ShouldBeTrue();
        reader.Varints(numbers);

        numbers.ShouldBe([1, 2]);
        reader.Next(out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData(new byte[] { 0x08 })]
    [InlineData(new byte[] { 0x08, 0x80 })]
    [InlineData(new byte[] { 0x12, 5, 1 })]
    [InlineData(new byte[] { 0x12, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1 })]
    [InlineData(new byte[] { 0x15, 1, 2 })]
    [InlineData(new byte[] { 0x0B })]
    [InlineData(new byte[] { 0x00, 1 })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF })]
    public void Skip_over_malformed_bytes_throws(byte[] message) => Should.Throw<MalformedMessageException>(() =>
    {
        var reader = new WireReader(message);
        while (reader.Next(out _))
        {
            reader.Skip();
        }
    });
}
