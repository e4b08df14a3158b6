using Embedded.Nacos.Http;
using Embedded.Nacos.V1;
using FsCheck;
using FsCheck.Fluent;

namespace Embedded.Nacos.Tests.Http;

public sealed class RequestParametersTests
{
    [Theory]
    [InlineData("?ip=1&ip=2", "1")]
    [InlineData("?ip=a+b%20c", "a b c")]
    [InlineData("?ip=%E6%A8%A1", "模")]
    [InlineData("?ip=", null)]
    [InlineData("?ip=%20", null)]
    [InlineData("?ip", null)]
    [InlineData("?IP=1", null)]
    [InlineData("", null)]
    public void Find_reads_a_query_as_a_servlet_does(string query, string? value)
    {
        var parameters = new RequestParameters();
        parameters.Add(query);
        parameters.Find("ip").ShouldBe(value);
    }

    [Fact]
    public void Add_takes_back_whatever_was_encoded() => Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text =>
    {
        var written = new string([.. text.Get.Where(c => !char.IsSurrogate(c))]);
        var parameters = new RequestParameters();
        parameters.Add("?beat=" + Uri.EscapeDataString(written));
        return parameters.Find("beat") == (string.IsNullOrWhiteSpace(written) ? null : written);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("""{"a":"1","b":2,"c":true,"d":null}""", "a=1,b=2,c=true")]
    [InlineData("a=1,b=2", "a=1,b=2")]
    [InlineData("", "")]
    [InlineData("a=1,", "a=1")]
    [InlineData("{}", "")]
    public void Parse_reads_metadata_in_both_forms(string text, string entries) =>
        string.Join(",", MetadataText.Parse(text).Select(entry => $"{entry.Key}={entry.Value}")).ShouldBe(entries);

    [Theory]
    [InlineData("text")]
    [InlineData("[1]")]
    [InlineData("""{"a":{}}""")]
    [InlineData("""{"a":[]}""")]
    [InlineData("a=1,b")]
    [InlineData("a=")]
    public void Parse_of_anything_else_is_refused_with_500(string text)
    {
        var refusal = Should.Throw<RefusalException>(() => MetadataText.Parse(text));
        (refusal.Status, refusal.Form).ShouldBe((500, RefusalForm.Document));
    }
}
