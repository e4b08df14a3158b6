using Aspire.Dashboard.Wire;

namespace Aspire.Dashboard.Tests.Wire;

public sealed class OtlpValidatorTests
{
    [Theory]
    [InlineData(new byte[] { 0x2A, 5, (byte)'a' }, "ends in the middle")]
    [InlineData(new byte[] { 0x2A, 1, 0xFF }, "Span.name is not UTF-8")]
    [InlineData(new byte[] { 0x28, 1 }, "Span.name is laid out as another type")]
    [InlineData(new byte[] { 0x39, 1 }, "ends in the middle")]
    [InlineData(new byte[] { 0x2B }, "no field")]
    [InlineData(new byte[] { 0x00 }, "no field")]
    [InlineData(new byte[] { 0x30, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1 }, "more than ten bytes")]
    public void Broken_message_is_refused(byte[] message, string sentence) =>
        Should.Throw<OtlpFormatException>(() => OtlpValidator.Check(message, TraceSchema.Span)).Message.ShouldContain(sentence);

    [Fact]
    public void Unknown_fields_are_skipped() => OtlpValidator.Check([0xA2, 6, 1, 0xFF, 0xA8, 6, 1, 0x2A, 1, (byte)'a'], TraceSchema.Span);

    [Fact]
    public void Packed_numbers_that_end_in_the_middle_are_refused() =>
        Should.Throw<OtlpFormatException>(() => OtlpValidator.Check([0x32, 3, 1, 2, 3], MetricSchema.HistogramPoint)).Message.ShouldContain("bucketCounts");

    [Fact]
    public void Nesting_without_end_is_refused()
    {
        // Arrays within arrays: a megabyte of them would exhaust the stack.
        byte[] value = [];
        for (var depth = 0; depth < 200; depth++)
        {
            var array = new ProtoWriter();
            array.WriteBytes(1, value);
            var any = new ProtoWriter();
            any.WriteBytes(5, array.Written);
            value = any.Written.ToArray();
        }

        Should.Throw<OtlpFormatException>(() => OtlpValidator.Check(value, OtlpSchema.AnyValue)).Message.ShouldContain("nested");
    }
}
