using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.Model;

public sealed class ParameterTests
{
    private readonly IDistributedApplicationBuilder _builder = Build.New("--Parameters:given=set", "--Else:where=there");

    [Fact]
    public async Task Configured_value_is_read() => (await Value(_builder.AddParameter("given"))).ShouldBe("set");

    [Fact]
    public async Task Value_in_code_is_not_overridden_unless_it_is_published_as_default()
    {
        (await Value(_builder.AddParameter("other", "code"))).ShouldBe("code");
        (await Value(_builder.AddParameter("given", "code", publishValueAsDefault: true))).ShouldBe("set");
    }

    [Fact]
    public async Task Value_in_code_beats_configuration() => (await Value(_builder.AddParameter("given", "code"))).ShouldBe("code");

    [Fact]
    public async Task Other_key_is_read() => (await Value(_builder.AddParameterFromConfiguration("p", "Else:where"))).ShouldBe("there");

    [Fact]
    public async Task Missing_value_names_the_key()
    {
        var missing = _builder.AddParameter("absent");
        (await Should.ThrowAsync<MissingParameterValueException>(() => Value(missing))).Message
            .ShouldBe("Parameter resource could not be used because configuration key 'Parameters:absent' is missing and the Parameter 'absent' has no default value.");
    }

    [Fact]
    public void Secret_default_throws() =>
        Should.Throw<ArgumentException>(() => _builder.AddParameter("p", "v", publishValueAsDefault: true, secret: true));

    [Fact]
    public async Task Generated_value_keeps_the_rule_and_stays_the_same()
    {
        var rule = new GenerateParameterDefault { MinLength = 40, Special = false, MinNumeric = 5, MinUpper = 3, Lower = false };
        var parameter = _builder.AddParameter("password", rule, secret: true);
        var value = (await Value(parameter))!;
        value.Length.ShouldBe(40);
        value.ShouldAllBe(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c));
        value.Count(char.IsAsciiDigit).ShouldBeGreaterThanOrEqualTo(5);
        value.Count(char.IsAsciiLetterUpper).ShouldBeGreaterThanOrEqualTo(3);
        (await Value(parameter)).ShouldBe(value);
    }

    [Fact]
    public void Generated_value_that_cannot_be_throws() =>
        Should.Throw<ArgumentException>(() => new GenerateParameterDefault { Lower = false, MinLower = 1 }.GetDefaultValue());

    private static Task<string?> Value(IResourceBuilder<ParameterResource> parameter) => parameter.Resource.GetValueAsync(TestContext.Current.CancellationToken).AsTask();
}
