using Embedded.TensorFlow.Kernels.Text;

namespace Embedded.TensorFlow.Tests.Kernels;

public sealed class TextTests
{
    [Fact]
    public void Fast_hash_gives_the_buckets_of_TensorFlows_documentation() =>
        Kernel.Run("StringToHashBucketFast", [("num_buckets", 3)], Kernel.Texts("Hello", "TensorFlow", "2.x")).Data<long>().ToArray().ShouldBe([0, 2, 2]);

    [Fact]
    public void Strong_hash_is_SipHash()
    {
        // The example of the paper: the bytes 0 to 14 under the key 0 to 15.
        byte[] text = [.. Enumerable.Range(0, 15).Select(i => (byte)i)];

        StringHashes.Sip(text, 0x0706050403020100, 0x0f0e0d0c0b0a0908).ShouldBe(0xa129ca6149be45e5);
    }

    [Fact]
    public void Every_length_has_a_hash_of_its_own()
    {
        var text = new byte[200];
        var hashes = Enumerable.Range(0, 200).SelectMany(length => new[] { Fingerprint.Of(text.AsSpan(0, length)), StringHashes.Murmur(text.AsSpan(0, length)) });

        hashes.Distinct().Count().ShouldBe(400);
    }

    [Theory]
    [InlineData("a-b-c", "-", "+", true, "a+b+c")]
    [InlineData("a-b-c", "-", "+", false, "a+b-c")]
    [InlineData("x1y22", @"(\d+)", @"<\1>", true, "x<1>y<22>")]
    [InlineData("cost $5", @"\$", @"\\", true, @"cost \5")]
    [InlineData("Hi, you!", @"[!""#$%&()\*\+,-\./:;<=>?@\[\\\]^_`{|}~\']", "", true, "Hi you")]
    [InlineData("a b\tc", @"[[:space:]]", "_", true, "a_b_c")]
    [InlineData("٣a3", @"\d", "#", true, "٣a#")]
    [InlineData("Größe", "ö", "oe", true, "Groeße")]
    [InlineData("ab", "(?P<first>a)", @"\1\1", true, "aab")]
    [InlineData("abc", "b*", "-", true, "-a-c-")]
    [InlineData("aaa", "a*", "x", true, "x")]
    [InlineData("abc", "x*", "-", false, "-abc")]
    public void Regular_expressions_are_those_of_RE2(string text, string pattern, string rewrite, bool global, string expected) =>
        Kernel.Strings(Kernel.Run("StaticRegexReplace", [("pattern", pattern), ("rewrite", rewrite), ("replace_global", global)], Kernel.Texts(text))).ShouldBe([expected]);

    [Theory]
    [InlineData("Straße ﬁn", "STRASSE FIN", "straße ﬁn")]
    [InlineData("ΟΔΥΣΣΕΥΣ Σ", "ΟΔΥΣΣΕΥΣ Σ", "οδυσσευς σ")]
    [InlineData("İx", "İX", "i\u0307x")]
    public void Case_is_that_of_Unicode(string text, string upper, string lower)
    {
        Kernel.Strings(Kernel.Run("StringUpper", [("encoding", "utf-8")], Kernel.Texts(text))).ShouldBe([upper]);
        Kernel.Strings(Kernel.Run("StringLower", [("encoding", "utf-8")], Kernel.Texts(text))).ShouldBe([lower]);
    }

    [Theory]
    [InlineData("0", 7, 1.5f, "01.5000")]
    [InlineData("+", 8, 1.5f, " +1.5000")]
    [InlineData(" ", -1, 1.5f, " 1.5000")]
    [InlineData("-", 8, -1.5f, "-1.5000 ")]
    [InlineData("0", 6, float.PositiveInfinity, "   inf")]
    public void Numbers_are_filled_as_printf_does(string fill, int width, float value, string expected) =>
        Kernel.Strings(Kernel.Run("AsString", [("fill", fill), ("width", width), ("precision", 4)], Tensor.From([1], value))).ShouldBe([expected]);

    [Theory]
    [InlineData("abc", "a.c", true)]
    [InlineData("abcd", "a.c", false)]
    [InlineData("abc\n", "abc$", false)]
    [InlineData("b", "a|b", true)]
    public void Full_match_means_the_whole_text(string text, string pattern, bool expected) =>
        Kernel.Run("StaticRegexFullMatch", [("pattern", pattern)], Kernel.Texts(text)).Data<bool>()[0].ShouldBe(expected);

    [Fact]
    public void Pattern_that_is_none_says_so()
    {
        var error = Should.Throw<TensorFlowException>(() => Kernel.Run("RegexFullMatch", Kernel.Texts("a"), Tensor.FromStrings([], "a(")));

        error.Code.ShouldBe(StatusCode.InvalidArgument);
        error.Message.ShouldStartWith("Invalid pattern: a(, error: ");
    }

    [Theory]
    [InlineData("  a b  c  ", -1, "a|b|c")]
    [InlineData("  a b  c  ", 1, "a|b  c  ")]
    [InlineData("  a b  c  ", 2, "a|b|c  ")]
    [InlineData("a b", 2, "a|b|")]
    [InlineData(" a ", 0, " a ")]
    [InlineData(" ", -1, "")]
    public void Split_at_blanks_leaves_the_rest_as_it_is(string text, int most, string expected) =>
        string.Join('|', Kernel.Strings(Kernel.All("StringSplitV2", 2, [("maxsplit", most)], Kernel.Texts(text), Tensor.FromStrings([], ""))[1])).ShouldBe(expected);

    [Fact]
    public void Packed_strings_are_unpacked()
    {
        // TensorProto { dtype DT_FLOAT, tensor_shape { dim { size 2 } }, float_val 1.5 }: the last value repeats.
        ReadOnlyMemory<byte> message = new byte[] { 8, 1, 18, 4, 18, 2, 8, 2, 42, 4, 0, 0, 0xC0, 0x3F };
        var packed = new MemoryStream();
        using (var zlib = new System.IO.Compression.ZLibStream(packed, System.IO.Compression.CompressionMode.Compress, leaveOpen: true))
        {
            zlib.Write("text"u8);
        }

        Kernel.Run("ParseTensor", [("out_type", DataType.Float)], Tensor.FromStrings([], message)).Data<float>().ToArray().ShouldBe([1.5f, 1.5f]);
        Should.Throw<TensorFlowException>(() => Kernel.Run("ParseTensor", [("out_type", DataType.Int32)], Tensor.FromStrings([], message)))
            .Message.ShouldStartWith("Type mismatch between parsed tensor (float) and dtype (int32)");
        Kernel.Strings(Kernel.Run("DecodeCompressed", [("compression_type", "ZLIB")], Tensor.FromStrings([1], (ReadOnlyMemory<byte>)packed.ToArray()))).ShouldBe(["text"]);
        Should.Throw<TensorFlowException>(() => Kernel.Run("DecodeCompressed", [("compression_type", "GZIP")], Kernel.Texts("no gzip"))).Code.ShouldBe(StatusCode.DataLoss);
    }

    [Fact]
    public void Split_follows_python()
    {
        Kernel.Strings(Kernel.All("StringSplitV2", 3, [], Kernel.Texts("  a b  c "), Tensor.FromStrings([], ""))[1]).ShouldBe(["a", "b", "c"]);
        Kernel.Strings(Kernel.All("StringSplitV2", 3, [], Kernel.Texts("a,,b"), Tensor.FromStrings([], ","))[1]).ShouldBe(["a", "", "b"]);
        Kernel.Strings(Kernel.All("StringSplitV2", 3, [("maxsplit", 1)], Kernel.Texts("a b c"), Tensor.FromStrings([], ""))[1]).ShouldBe(["a", "b c"]);
        var old = Kernel.All("StringSplit", 3, [], Kernel.Texts("a;b", "", "c,"), Tensor.FromStrings([], ";,"));
        Kernel.Strings(old[1]).ShouldBe(["a", "b", "c"]);
        old[0].Data<long>().ToArray().ShouldBe([0, 0, 0, 1, 2, 0]);
        old[2].Data<long>().ToArray().ShouldBe([3, 2]);
    }

    [Theory]
    [InlineData(3.14159f, -1, false, false, "3.141590")]
    [InlineData(3.14159f, 2, false, false, "3.14")]
    [InlineData(1234.5f, 3, true, false, "1.234e+03")]
    [InlineData(0.125f, 2, false, false, "0.12")]
    [InlineData(0.375f, 2, false, false, "0.38")]
    [InlineData(9.9996f, 3, true, false, "1.000e+01")]
    [InlineData(-0f, 1, false, false, "-0.0")]
    [InlineData(0f, 1, true, false, "0.0e+00")]
    [InlineData(0.0001f, -1, false, true, "0.0001")]
    [InlineData(1e-5f, -1, false, true, "1e-05")]
    [InlineData(1e20f, -1, false, true, "1e+20")]
    [InlineData(float.NegativeInfinity, -1, false, false, "-inf")]
    public void Numbers_are_written_as_printf_does(float value, int precision, bool scientific, bool shortest, string expected) => Kernel.Strings(
        Kernel.Run("AsString", [("precision", precision), ("scientific", scientific), ("shortest", shortest)], Kernel.Floats(value))).ShouldBe([expected]);

    [Fact]
    public void Numbers_are_filled_to_a_width()
    {
        Kernel.Strings(Kernel.Run("AsString", [("width", 4), ("fill", "0")], Kernel.Ints(-7, 12345))).ShouldBe(["-007", "12345"]);
        Kernel.Strings(Kernel.Run("AsString", Tensor.From([2], true, false))).ShouldBe(["true", "false"]);
    }

    [Fact]
    public void Numbers_are_read_with_blanks_around()
    {
        Kernel.Run("StringToNumber", Kernel.Texts(" 1.5 ", "-inf", "1e3")).Data<float>().ToArray().ShouldBe([1.5f, float.NegativeInfinity, 1000]);
        Kernel.Run("StringToNumber", [("out_type", DataType.Int64)], Kernel.Texts("-9")).Data<long>()[0].ShouldBe(-9);
        Should.Throw<TensorFlowException>(() => Kernel.Run("StringToNumber", Kernel.Texts("x"))).Message.ShouldStartWith("StringToNumberOp could not correctly convert string: x");
    }

    [Fact]
    public void Strings_are_joined_cut_and_measured()
    {
        Kernel.Strings(Kernel.Run("Add", Kernel.Texts("a", "b"), Tensor.FromStrings([], "x"))).ShouldBe(["ax", "bx"]);
        Kernel.Strings(Kernel.Run("StringJoin", [("separator", "-")], Kernel.Texts("a", "b"), Tensor.FromStrings([], "x"))).ShouldBe(["a-x", "b-x"]);
        Kernel.Strings(Kernel.Run("ReduceJoin", Tensor.FromStrings([2, 2], "a", "b", "c", "d"), Kernel.Ints(0, 1))).ShouldBe(["abcd"]);
        Kernel.Strings(Kernel.Run("ReduceJoin", Tensor.FromStrings([2, 2], "a", "b", "c", "d"), Kernel.Ints(1, 0))).ShouldBe(["acbd"]);
        Kernel.Strings(Kernel.Run("ReduceJoin", Tensor.FromStrings([2, 2], "a", "b", "c", "d"), Kernel.Ints(-2))).ShouldBe(["ac", "bd"]);
        Kernel.Strings(Kernel.Run("Substr", Kernel.Texts("hello", "añb"), Kernel.Ints(-3, 1), Kernel.Ints(2, 2))).ShouldBe(["ll", "ñ"]);
        Kernel.Strings(Kernel.Run("Substr", [("unit", "UTF8_CHAR")], Kernel.Texts("añb"), Tensor.Scalar(1), Tensor.Scalar(5))).ShouldBe(["ñb"]);
        Kernel.Run("StringLength", [("unit", "UTF8_CHAR")], Kernel.Texts("añ")).Data<int>()[0].ShouldBe(2);
        Kernel.Strings(Kernel.Run("StringLower", Kernel.Texts("AÑ"))).ShouldBe(["aÑ"]);
        Kernel.Strings(Kernel.Run("StringLower", [("encoding", "utf-8")], Kernel.Texts("AÑ"))).ShouldBe(["añ"]);
        Kernel.Strings(Kernel.Run("StringStrip", Kernel.Texts("\t a \n"))).ShouldBe(["a"]);
        Kernel.Strings(Kernel.Run("DecodeBase64", Kernel.Run("EncodeBase64", Kernel.Texts("a?>")))).ShouldBe(["a?>"]);
        Kernel.Strings(Kernel.All("StringNGrams", 2, [("separator", " "), ("ngram_widths", new[] { 2 }), ("left_pad", "<"), ("right_pad", ">"), ("pad_width", 1)], Kernel.Texts("a", "b"), Kernel.Longs(0, 2))[0])
            .ShouldBe(["< a", "a b", "b >"]);
    }

    [Fact]
    public void Lines_of_values_are_read_with_quotes_and_defaults()
    {
        var result = Kernel.All(
            "DecodeCSV", 3, [("OUT_TYPE", new[] { DataType.Float, DataType.Int32, DataType.String })], Kernel.Texts("1.5,2,\"a,\"\"b\"\"\"", "2,,c"), Kernel.Floats(0), Kernel.Ints(7), Kernel.Texts("z"));

        result[0].Data<float>().ToArray().ShouldBe([1.5f, 2]);
        result[1].Data<int>().ToArray().ShouldBe([2, 7]);
        Kernel.Strings(result[2]).ShouldBe(["a,\"b\"", "c"]);
    }

    [Fact]
    public void Tensors_are_written_with_brackets_and_gaps()
    {
        string Written(int summarize, Tensor tensor) =>
            Kernel.Strings(Kernel.Run("StringFormat", [("template", "x={}!"), ("placeholder", "{}"), ("summarize", summarize)], tensor))[0];

        Written(3, Tensor.Scalar(2.5f)).ShouldBe("x=2.5!");
        Written(3, Kernel.Ints(1, 2, 3)).ShouldBe("x=[1 2 3]!");
        Written(1, Kernel.Sequence(3, 3)).ShouldBe("x=[[0 ... 2]\n ...\n [6 ... 8]]!");
        Written(-1, Kernel.Texts("a", "b")).ShouldBe("x=[\"a\" \"b\"]!");
    }

    [Fact]
    public void Unicode_is_taken_apart_and_put_together()
    {
        var points = Kernel.All("UnicodeDecode", 2, [("input_encoding", "UTF-8")], Kernel.Texts("aß", "😀"));

        points[0].Data<long>().ToArray().ShouldBe([0, 2, 3]);
        points[1].Data<int>().ToArray().ShouldBe(['a', 'ß', 0x1F600]);
        Kernel.Strings(Kernel.Run("UnicodeEncode", [("output_encoding", "UTF-8")], points[1], points[0])).ShouldBe(["aß", "😀"]);
        Kernel.Strings(Kernel.Run("UnicodeTranscode", [("input_encoding", "UTF-8"), ("output_encoding", "UTF-8")], Tensor.FromStrings([1], (ReadOnlyMemory<byte>)new byte[] { (byte)'a', 0xFF }))).ShouldBe(["a\uFFFD"]);
        Kernel.Run("UnicodeScript", Kernel.Ints('a', 'я', 'α', '1', '漢', -1)).Data<int>().ToArray().ShouldBe([25, 8, 14, 0, 17, -1]);
    }
}
