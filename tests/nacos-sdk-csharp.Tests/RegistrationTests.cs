using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Nacos.V2.Exceptions;
using Nacos.V2.Tests.Fakes;

namespace Nacos.V2.Tests;

public sealed class RegistrationTests
{
    [Fact]
    public async Task RegisterInstance_sends_every_field_whatever_the_culture()
    {
        using var registry = new ThreadedRegistry(_ => (200, "ok"));
        await using var container = Clients.Container(registry.Address);
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo.CurrentCulture = comma;

        await container.GetRequiredService<INacosNamingService>().RegisterInstance("s", "g", Clients.Instance(0.5));

        var sent = registry.Next("POST /nacos/v1/ns/instance").Parameters;
        sent["serviceName"].ShouldBe("g@@s");
        sent["groupName"].ShouldBe("g");
        sent["namespaceId"].ShouldBe("public");
        sent["ip"].ShouldBe("10.0.0.1");
        sent["port"].ShouldBe("8501");
        sent["clusterName"].ShouldBe("C1");
        sent["weight"].ShouldBe("0.5");
        sent["enabled"].ShouldBe("true");
        sent["ephemeral"].ShouldBe("true");
        System.Text.Json.JsonDocument.Parse(sent["metadata"]).RootElement.GetProperty("model").GetString().ShouldBe("a b&c=ü");
    }

    [Fact]
    public async Task Beats_are_light_and_repeat_at_the_interval_of_the_server()
    {
        using var registry = new ThreadedRegistry(seen => (200, seen.Path.EndsWith("beat", StringComparison.Ordinal) ? Clients.Known : "ok"));
        await using var container = Clients.Container(registry.Address);

        await container.GetRequiredService<INacosNamingService>().RegisterInstance("s", "g", Clients.Instance());

        for (var i = 0; i < 3; i++)
        {
            var beat = registry.Next("PUT /nacos/v1/ns/instance/beat").Parameters;
            beat.ShouldNotContainKey("beat");
            beat.ShouldNotContainKey("metadata");
            beat["serviceName"].ShouldBe("g@@s");
            beat["port"].ShouldBe("8501");
        }
    }

    [Fact]
    public async Task Beat_answered_unknown_registers_again_with_what_was_last_registered()
    {
        using var registry = new ThreadedRegistry(_ => (200, "ok"));
        var forgotten = true;
        registry.Answer = seen => (200, seen.Path.EndsWith("beat", StringComparison.Ordinal) ? (forgotten ? Clients.Unknown : Clients.Known) : "ok");
        await using var container = Clients.Container(registry.Address);
        var naming = container.GetRequiredService<INacosNamingService>();
        await naming.RegisterInstance("s", "g", Clients.Instance(1));
        await naming.RegisterInstance("s", "g", Clients.Instance(7));

        registry.Next("PUT /nacos/v1/ns/instance/beat");
        var again = registry.Next("POST /nacos/v1/ns/instance");
        forgotten = false;

        again.Parameters["weight"].ShouldBe("7");
        again.Parameters["metadata"].ShouldContain("model");
    }

    [Fact]
    public async Task DeregisterInstance_ends_the_beats_before_it_removes()
    {
        using var registry = new ThreadedRegistry(seen => (200, seen.Path.EndsWith("beat", StringComparison.Ordinal) ? Clients.Unknown : "ok"));
        await using var container = Clients.Container(registry.Address);
        var naming = container.GetRequiredService<INacosNamingService>();
        await naming.RegisterInstance("s", "g", Clients.Instance());
        registry.Next("PUT /nacos/v1/ns/instance/beat");

        await naming.DeregisterInstance("s", "g", Clients.Instance());
        await naming.RegisterInstance("other", "g", Clients.Instance());

        registry.Next("DELETE /nacos/v1/ns/instance").Parameters["ephemeral"].ShouldBe("true");
        for (var i = 0; i < 4; i++)
        {
            registry.Next(_ => true).Parameters["serviceName"].ShouldBe("g@@other");
        }
    }

    [Fact]
    public async Task Beats_move_to_the_next_server_when_one_is_away()
    {
        using var first = new ThreadedRegistry(seen => (200, seen.Path.EndsWith("beat", StringComparison.Ordinal) ? Clients.Known : "ok"));
        using var second = new ThreadedRegistry(seen => (200, seen.Path.EndsWith("beat", StringComparison.Ordinal) ? Clients.Known : "ok"));
        await using var container = Clients.Container(first.Address, second.Address);
        await container.GetRequiredService<INacosNamingService>().RegisterInstance("s", "g", Clients.Instance());
        first.Next("PUT /nacos/v1/ns/instance/beat");

        first.Dispose();

        second.Next("PUT /nacos/v1/ns/instance/beat").Parameters["serviceName"].ShouldBe("g@@s");
    }

    [Fact]
    public async Task Refusal_carries_status_and_text_of_the_server()
    {
        using var registry = new ThreadedRegistry(_ => (400, "instance format invalid: The weights range from 0.0 to 10000.0"));
        await using var container = Clients.Container(registry.Address);

        var error = await Should.ThrowAsync<NacosException>(container.GetRequiredService<INacosNamingService>().RegisterInstance("s", "g", Clients.Instance(-1)));

        error.ErrorCode.ShouldBe(400);
        error.ErrorMsg.ShouldContain("The weights range from 0.0 to 10000.0");
        registry.Next("POST /nacos/v1/ns/instance");
        registry.Requests.Count.ShouldBe(0);
    }

    [Theory]
    [InlineData("", 1, "100", "needs an ip")]
    [InlineData("10.0.0.1", 65536, "100", "needs an ip")]
    [InlineData("10.0.0.1", 1, "20000", "shorter")]
    public async Task RegisterInstance_refuses_what_no_server_would_take(string ip, int port, string interval, string says)
    {
        await using var container = Clients.Container("127.0.0.1:1");
        var instance = Clients.Instance();
        (instance.Ip, instance.Port, instance.Metadata["preserved.heart.beat.interval"]) = (ip, port, interval);

        var error = await Should.ThrowAsync<NacosException>(container.GetRequiredService<INacosNamingService>().RegisterInstance("s", instance));

        error.ErrorCode.ShouldBe(NacosException.CLIENT_INVALID_PARAM);
        error.Message.ShouldContain(says);
    }

    [Fact]
    public async Task Login_token_goes_with_requests_and_is_renewed_when_refused()
    {
        var logins = 0;
        using var registry = new ThreadedRegistry(seen => seen.Path switch
        {
            "/nacos/v1/auth/login" => (200, $$"""{"accessToken":"t{{++logins}}","tokenTtl":18000}"""),
            _ => seen.Parameters.GetValueOrDefault("accessToken") == "t2" ? (200, "ok") : (403, "token invalid"),
        });
        await using var container = Clients.Container(options => (options.UserName, options.Password) = ("nacos", "p&w"), registry.Address);

        await container.GetRequiredService<INacosNamingService>().RegisterInstance("s", "g", Clients.Instance());

        registry.Next("POST /nacos/v1/auth/login").Parameters["password"].ShouldBe("p&w");
        registry.Next("POST /nacos/v1/ns/instance").Parameters["accessToken"].ShouldBe("t1");
        registry.Next("POST /nacos/v1/ns/instance").Parameters["accessToken"].ShouldBe("t2");
    }
}
