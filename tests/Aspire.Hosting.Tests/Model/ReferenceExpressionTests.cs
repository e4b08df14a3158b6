using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.Model;

public sealed class ReferenceExpressionTests
{
    private readonly IDistributedApplicationBuilder _builder = Build.New();

    [Fact]
    public async Task Create_has_a_value_and_a_manifest_expression()
    {
        var user = _builder.AddParameter("user", "a b");
        var expression = ReferenceExpression.Create($"{{x}} user={user};encoded={user:uri}");
        (await Value(expression)).ShouldBe("{x} user=a b;encoded=a%20b");
        expression.ValueExpression.ShouldBe("{x} user={user.value};encoded={user.value}");
        (expression.ValueProviders.Count, expression.StringFormats[1]).ShouldBe((2, "uri"));
    }

    [Fact]
    public async Task Create_nested_expression_is_resolved()
    {
        var inner = ReferenceExpression.Create($"[{_builder.AddParameter("p", "v")}]");
        (await Value(ReferenceExpression.Create($"<{inner}>"))).ShouldBe("<[v]>");
    }

    [Fact]
    public async Task GetValueAsync_braces_in_literals_and_values_are_kept() =>
        (await Value(ReferenceExpression.Create($"{"{0}"}{_builder.AddParameter("p", "{1}")}"))).ShouldBe("{0}{1}");

    [Fact]
    public async Task GetValueAsync_one_missing_value_makes_the_whole_null() =>
        (await Value(ReferenceExpression.Create($"a{new Missing()}"))).ShouldBeNull();

    [Fact]
    public async Task GetValueAsync_unknown_format_throws() =>
        await Should.ThrowAsync<FormatException>(() => Value(ReferenceExpression.Create($"{_builder.AddParameter("p", "v"):upper}")));

    [Fact]
    public async Task Builder_appends_and_empty_is_empty()
    {
        var builder = new ReferenceExpressionBuilder();
        builder.IsEmpty.ShouldBeTrue();
        builder.Build().ShouldBeSameAs(ReferenceExpression.Empty);
        builder.AppendLiteral("a=");
        builder.Append($"{_builder.AddParameter("p", "v")};");
        (await Value(builder.Build())).ShouldBe("a=v;");
    }

    private static Task<string?> Value(ReferenceExpression expression) => expression.GetValueAsync(TestContext.Current.CancellationToken).AsTask();

    private sealed class Missing : IValueProvider, IManifestExpressionProvider
    {
        public string ValueExpression => "{missing.value}";

        public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => new((string?)null);
    }
}
