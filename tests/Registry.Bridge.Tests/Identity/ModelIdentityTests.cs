using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.ServiceDiscovery;

namespace Registry.Bridge.Tests.Identity;

public sealed class ModelIdentityTests
{
    [Theory]
    [InlineData("resnet", "resnet", "resnet")]
    [InlineData("ResNet", "ResNet", "resnet")]
    [InlineData("Digit_Net", "Digit_Net", "digit_net")]
    [InlineData("org/net", "org:2Fnet", "org--2fnet")]
    [InlineData("a@b", "a:40b", "a--40b")]
    [InlineData("a:b", "a:3Ab", "a--3ab")]
    [InlineData("DEFAULT_GROUP", ":44EFAULT_GROUP", "default_group")]
    [InlineData("_hidden", "_hidden", "--5fhidden")]
    [InlineData("1.2", "1.2", "--31.2")]
    [InlineData("0x1f", "0x1f", "--30x1f")]
    [InlineData("3dnet", "3dnet", "3dnet")]
    [InlineData("a--b", "a--b", "a--2d-b")]
    [InlineData("v1..2", "v1..2", "v1--2e.2")]
    [InlineData("a.-b", "a.-b", "a--2e--2db")]
    [InlineData("é", ":C3:A9", "--c3--a9")]
    public void A_name_has_the_group_and_host_name_that_registry_and_uri_take(string model, string group, string host)
    {
        ModelIdentity.GroupOf(model).ShouldBe(group);
        ModelIdentity.DiscoveryNameOf(model).ShouldBe(host);
    }

    [Fact]
    public void A_name_with_a_long_part_is_one_label()
        => ModelIdentity.DiscoveryNameOf($"a.{new string('b', 64)}.c").ShouldBe($"a--2e{new string('b', 64)}--2ec");

    [Fact]
    public void An_instance_id_is_the_papers()
        => new ModelIdentity("resnet", 2).InstanceId("10.0.0.5", 8501, "DEFAULT").ShouldBe("10.0.0.5#8501#DEFAULT#resnet@@2");

    [Fact]
    public void Every_valid_name_comes_back_from_its_group() => ForValidNames(model =>
    {
        var identity = new ModelIdentity(model, 7);
        ModelIdentity.TryParse(identity.Group, identity.Service, out var back).ShouldBeTrue();
        back.ShouldBe(identity);
    });

    [Fact]
    public void Every_group_is_one_that_Nacos_takes_and_never_the_index_group() => ForValidNames(model =>
    {
        ModelIdentity.GroupOf(model).ShouldMatch("^[a-zA-Z0-9_:.-]{1,128}$");
        ModelIdentity.GroupOf(model).ShouldNotBe(ModelIdentity.IndexGroup);
    });

    [Fact]
    public void Every_host_name_survives_a_service_discovery_query() => ForValidNames(model =>
    {
        var host = ModelIdentity.DiscoveryNameOf(model);
        ServiceEndpointQuery.TryParse($"http://{host}", out var query).ShouldBeTrue();
        query.ServiceName.ShouldBe(host);
        query.EndpointName.ShouldBeNull();
        ServiceEndpointQuery.TryParse($"http://_v2.{host}", out query).ShouldBeTrue();
        (query.EndpointName, query.ServiceName).ShouldBe(("v2", host));
    });

    [Fact]
    public void Host_names_are_equal_only_when_names_differ_in_case_alone() => ForValidNames(model =>
    {
        foreach (var other in new[] { model.ToUpperInvariant(), model + "-", "-" + model, model.Replace('/', '-'), model.Replace("-", "--2d", StringComparison.Ordinal) })
        {
            if (ModelIdentity.TryValidate(other, out _))
            {
                (ModelIdentity.DiscoveryNameOf(model) == ModelIdentity.DiscoveryNameOf(other))
                    .ShouldBe(string.Equals(model, other, StringComparison.OrdinalIgnoreCase), $"'{model}' and '{other}'");
            }
        }
    });

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public void A_missing_name_is_refused_with_a_reason(string? model)
    {
        ModelIdentity.TryValidate(model, out var problem).ShouldBeFalse();
        problem.ShouldContain("without a name");
    }

    [Fact]
    public void A_name_too_long_for_a_group_is_refused_with_a_reason()
    {
        ModelIdentity.TryValidate(new string('/', 43), out var problem).ShouldBeFalse();
        problem.ShouldContain("Shorten");
        Should.Throw<ArgumentException>(() => new ModelIdentity(new string('/', 43), 1));
    }

    [Theory]
    [InlineData("DEFAULT_GROUP", "1")]
    [InlineData("resnet", "01")]
    [InlineData("resnet", "-1")]
    [InlineData("resnet", "one")]
    [InlineData("a:2fb", "1")]
    [InlineData("a:4", "1")]
    [InlineData("a:41", "1")]
    public void A_group_or_service_of_somebody_else_is_not_read(string group, string service)
        => ModelIdentity.TryParse(group, service, out _).ShouldBeFalse();

    private static void ForValidNames(Action<string> assert)
    {
        var characters = Gen.Elements("abzAZ019_-./:@#%é".ToCharArray());
        var names = Gen.ArrayOf(characters).Select(c => new string(c)).Where(n => ModelIdentity.TryValidate(n, out _));
        Prop.ForAll(Arb.From(names), name =>
        {
            assert(name);
            return true;
        }).QuickCheckThrowOnFailure();
    }
}
