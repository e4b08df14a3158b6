using Embedded.Nacos.Settings;
using Embedded.Nacos.Tests.Fakes;
using Rollcall.Tests;

namespace Embedded.Nacos.Tests.Http;

public sealed class ServerTests
{
    [Fact]
    public async Task Instance_without_beats_turns_unhealthy_and_then_goes()
    {
        await using var server = await TestRegistry.StartAsync();
        (await server.SendAsync("POST", "/ns/instance?serviceName=s&ip=10.0.0.1&port=1")).ShouldBe((200, "ok"));

        await PassAsync(server, 15);
        (await server.HostsAsync("s"))[0].GetProperty("healthy").GetBoolean().ShouldBeTrue();
        await PassAsync(server, 5);
        await Eventually.HoldsAsync(async () => !(await server.HostsAsync("s"))[0].GetProperty("healthy").GetBoolean());
        (await server.HostsAsync("s", "&healthyOnly=true")).ShouldBeEmpty();
        await PassAsync(server, 15);
        await Eventually.HoldsAsync(async () => (await server.HostsAsync("s")).Length == 0);
    }

    [Fact]
    public async Task Instance_with_beats_stays_and_a_beat_heals_it()
    {
        await using var server = await TestRegistry.StartAsync();
        await server.SendAsync("POST", "/ns/instance?serviceName=s&ip=10.0.0.1&port=1");
        await PassAsync(server, 20);
        await Eventually.HoldsAsync(async () => !(await server.HostsAsync("s"))[0].GetProperty("healthy").GetBoolean());
        (await server.SendAsync("PUT", "/ns/instance/beat?serviceName=s&ip=10.0.0.1&port=1")).Body.ShouldContain("10200");
        (await server.HostsAsync("s"))[0].GetProperty("healthy").GetBoolean().ShouldBeTrue();
        for (var i = 0; i < 10; i++)
        {
            await PassAsync(server, 5);
            await server.SendAsync("PUT", "/ns/instance/beat?serviceName=s&ip=10.0.0.1&port=1");
        }

        (await server.HostsAsync("s"))[0].GetProperty("healthy").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData(2, 4, true)]
    [InlineData(3, 4, false)]
    public async Task List_at_or_below_the_protection_threshold_shows_every_instance_healthy(int healthy, int all, bool protect)
    {
        await using var server = await TestRegistry.StartAsync();
        for (var i = 0; i < all; i++)
        {
            await server.SendAsync("POST", $"/ns/instance?serviceName=s&ip=10.0.0.{i}&port=1&healthy={i < healthy}");
        }

        (await server.SendAsync("PUT", "/ns/service?serviceName=s&protectThreshold=0.6")).ShouldBe((200, "ok"));
        var list = await server.GetAsync("/ns/instance/list?serviceName=s");
        list.GetProperty("reachProtectionThreshold").GetBoolean().ShouldBe(protect);
        list.GetProperty("hosts").EnumerateArray().Count(host => host.GetProperty("healthy").GetBoolean()).ShouldBe(protect ? all : healthy);
    }

    [Fact]
    public async Task Operators_offline_hides_the_instance_through_a_registration_by_its_owner()
    {
        await using var server = await TestRegistry.StartAsync();
        await server.SendAsync("POST", "/ns/instance?serviceName=s&ip=10.0.0.1&port=1");
        (await server.SendAsync("PUT", "/ns/instance", "serviceName=s&ip=10.0.0.1&port=1&enabled=false")).ShouldBe((200, "ok"));
        await server.SendAsync("POST", "/ns/instance?serviceName=s&ip=10.0.0.1&port=1");
        (await server.HostsAsync("s")).ShouldBeEmpty();
        (await server.SendAsync("PUT", "/ns/instance", "serviceName=s&ip=10.0.0.1&port=1&enabled=true")).ShouldBe((200, "ok"));
        (await server.HostsAsync("s")).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Full_beat_under_the_plain_name_renews_the_lease()
    {
        await using var server = await TestRegistry.StartAsync();
        const string Beat = "/ns/instance/beat?serviceName=G%40%40s&beat=%7B%22ip%22%3A%2210.0.0.1%22%2C%22port%22%3A1%2C%22serviceName%22%3A%22s%22%2C%22weight%22%3A2%7D";
        (await server.SendAsync("PUT", Beat)).Body.ShouldContain("10200");
        for (var i = 0; i < 5; i++)
        {
            await PassAsync(server, 5);
            await server.SendAsync("PUT", Beat);
        }

        var host = (await server.HostsAsync("G%40%40s")).ShouldHaveSingleItem();
        (host.GetProperty("healthy").GetBoolean(), host.GetProperty("weight").GetDouble()).ShouldBe((true, 2));
    }

    [Fact]
    public async Task Unreadable_beat_answers_the_error_document()
    {
        await using var server = await TestRegistry.StartAsync();
        var (status, body) = await server.SendAsync("PUT", "/ns/instance/beat?serviceName=s&beat=%7Bbad");
        (status, body.Contains("\"path\":\"/nacos/v1/ns/instance/beat\"", StringComparison.Ordinal)).ShouldBe((500, true));
    }

    [Fact]
    public async Task Persistent_instance_is_refused_in_plain_words()
    {
        await using var server = await TestRegistry.StartAsync();
        (await server.SendAsync("POST", "/ns/instance?serviceName=s&ip=10.0.0.1&port=1&ephemeral=false"))
            .ShouldBe((400, "This server keeps no persistent instances; register with ephemeral=true and send beats"));
    }

    [Fact]
    public async Task Switches_set_are_shown_and_work()
    {
        await using var server = await TestRegistry.StartAsync();
        (await server.SendAsync("PUT", "/ns/operator/switches?entry=clientBeatInterval&value=2500")).ShouldBe((200, "ok"));
        (await server.SendAsync("PUT", "/ns/operator/switches?entry=lightBeatEnabled&value=false")).ShouldBe((200, "ok"));
        (await server.SendAsync("PUT", "/ns/operator/switches?entry=pushCacheMillis&value=3000")).ShouldBe((200, "ok"));
        (await server.GetAsync("/ns/operator/switches")).GetProperty("clientBeatInterval").GetInt32().ShouldBe(2500);
        await server.SendAsync("POST", "/ns/instance?serviceName=s&ip=10.0.0.1&port=1");
        (await server.SendAsync("PUT", "/ns/instance/beat?serviceName=s&ip=10.0.0.1&port=1")).Body
            .ShouldBe("""{"clientBeatInterval":2500,"code":10200,"lightBeatEnabled":false}""");
        (await server.GetAsync("/ns/instance/list?serviceName=s")).GetProperty("cacheMillis").GetInt32().ShouldBe(3000);
    }

    [Theory]
    [InlineData("DOWN", 503, 503)]
    [InlineData("READ_ONLY", 200, 503)]
    [InlineData("WRITE_ONLY", 503, 200)]
    [InlineData("UP", 200, 200)]
    public async Task Overridden_status_decides_what_is_answered(string state, int read, int write)
    {
        await using var server = await TestRegistry.StartAsync();
        await server.SendAsync("PUT", $"/ns/operator/switches?entry=overriddenServerStatus&value={state}");
        (await server.SendAsync("GET", "/ns/instance/list?serviceName=s")).Status.ShouldBe(read);
        var (status, body) = await server.SendAsync("POST", "/ns/instance?serviceName=s&ip=10.0.0.1&port=1");
        status.ShouldBe(write);
        if (status == 503)
        {
            body.ShouldStartWith($"server is {state}now");
        }
    }

    [Fact]
    public async Task Catalog_with_instances_shows_clusters_and_disabled_hosts()
    {
        await using var server = await TestRegistry.StartAsync();
        await server.SendAsync("POST", "/ns/instance?serviceName=s&ip=10.0.0.1&port=1&clusterName=a&enabled=false");
        await server.SendAsync("POST", "/ns/instance?serviceName=s&ip=10.0.0.2&port=1&clusterName=b");
        var service = (await server.GetAsync("/ns/catalog/services?pageNo=1&pageSize=10&withInstances=true")).EnumerateArray().ShouldHaveSingleItem();
        service.GetProperty("clusterMap").GetProperty("a").GetProperty("hosts")[0].GetProperty("enabled").GetBoolean().ShouldBeFalse();
        service.GetProperty("clusterMap").GetProperty("b").GetProperty("hosts").GetArrayLength().ShouldBe(1);
        var detail = await server.GetAsync("/ns/catalog/service?serviceName=s");
        detail.GetProperty("clusters").EnumerateArray().Select(cluster => cluster.GetProperty("name").GetString()).ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task Catalog_without_empty_services_leaves_them_out()
    {
        await using var server = await TestRegistry.StartAsync();
        await server.SendAsync("POST", "/ns/service?serviceName=empty");
        await server.SendAsync("POST", "/ns/instance?serviceName=full&ip=10.0.0.1&port=1");
        (await server.GetAsync("/ns/catalog/services?pageNo=1&pageSize=10")).GetProperty("count").GetInt32().ShouldBe(2);
        (await server.GetAsync("/ns/catalog/services?pageNo=1&pageSize=10&hasIpCount=true")).GetProperty("count").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Batch_metadata_reaches_only_the_named_instances()
    {
        await using var server = await TestRegistry.StartAsync();
        await server.SendAsync("POST", "/ns/instance?serviceName=s&ip=10.0.0.1&port=1");
        await server.SendAsync("POST", "/ns/instance?serviceName=s&ip=10.0.0.2&port=1");
        var instances = Uri.EscapeDataString("""[{"ip":"10.0.0.2","port":1,"clusterName":"DEFAULT"}]""");
        (await server.SendAsync("PUT", $"/ns/instance/metadata/batch?serviceName=s&metadata=%7B%22k%22%3A%22v%22%7D&instances={instances}")).Body
            .ShouldBe("""{"updated":["10.0.0.2:1:unknown:DEFAULT:ephemeral"]}""");
        (await server.HostsAsync("s")).Select(host => host.GetProperty("metadata").TryGetProperty("k", out _)).ShouldBe([false, true]);
    }

    [Theory]
    [InlineData("/console/health/liveness", "OK")]
    [InlineData("/console/health/readiness", "OK")]
    public async Task Health_says_ok(string path, string text)
    {
        await using var server = await TestRegistry.StartAsync();
        (await server.SendAsync("GET", path)).ShouldBe((200, text));
    }

    [Theory]
    [InlineData("liveness")]
    [InlineData("readiness")]
    public async Task Deployments_for_version_3_find_the_page_they_ask(string page)
    {
        await using var server = await TestRegistry.StartAsync();
        (await server.Client.GetStringAsync($"/nacos/v3/admin/core/state/{page}", TestContext.Current.CancellationToken)).ShouldBe("""{"code":0,"message":"success","data":"ok"}""");
    }

    [Fact]
    public async Task State_names_the_version_and_mode()
    {
        await using var server = await TestRegistry.StartAsync();
        var state = await server.GetAsync("/console/server/state");
        (state.GetProperty("version").GetString(), state.GetProperty("startup_mode").GetString()).ShouldBe(("2.5.1", "standalone"));
    }

    [Fact]
    public async Task Other_context_path_moves_everything()
    {
        await using var server = await TestRegistry.StartAsync(new NacosSettings { ContextPath = "/registry" });
        (await server.SendAsync("GET", "/ns/operator/metrics")).Status.ShouldBe(404);
        (await server.Client.GetStringAsync("/registry/v1/ns/operator/metrics", TestContext.Current.CancellationToken)).ShouldBe("""{"status":"UP"}""");
    }

    [Fact]
    public async Task Form_beyond_the_limit_is_refused()
    {
        await using var server = await TestRegistry.StartAsync();
        (await server.SendAsync("POST", "/ns/instance", "serviceName=s&x=" + new string('x', 3 * 1024 * 1024))).Status.ShouldBe(413);
    }

    private static async Task PassAsync(TestRegistry server, int seconds)
    {
        // One period at a time, and only when the last one's work is done: a timer that is behind would skip a check.
        for (var passed = 0; passed < seconds; passed += 5)
        {
            var before = server.Ticks;
            server.Clock.Advance(TimeSpan.FromSeconds(5));
            await Eventually.HoldsAsync(() => server.Ticks > before);
        }
    }
}
