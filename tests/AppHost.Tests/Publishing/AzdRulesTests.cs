using System.Text.Json;
using System.Text.Json.Nodes;
using Rollcall.Tests;

namespace Rollcall.AppHost.Tests.Publishing;

/// <summary>The application's manifest breaks none of azd's rules; and each rule is one that can be broken.</summary>
public sealed class AzdRulesTests
{
    private static readonly string s_path = Path.Combine(Checkout.Root, "AppHost", "aspire-manifest.json");

    [Fact]
    public void Manifest_breaks_no_rule() => Violations(PublishedFiles.ManifestSnapshot).ShouldBeEmpty();

    [Theory]
    [InlineData("nacos.type", "executable.v0", "type executable.v0 is not accepted")]
    [InlineData("nacos.error", "no support", "an error entry")]
    [InlineData("nacos.entrypoint", "/bin/sh", "an entrypoint without args is dropped")]
    [InlineData("nacos.volumes", "[]", "mounts become empty shares")]
    [InlineData("nacos.bindings.http.targetPort", null, "tcp without a targetPort")]
    [InlineData("nacos.bindings.grpc.port", "19848", "clients get port 19848")]
    [InlineData("nacos.bindings.http.external", "true", "external and not http")]
    [InlineData("nacos.connectionString", "{nacos.connectionString}", "refers to itself")]
    [InlineData("nacos.env.NACOS_AUTH_TOKEN", "{nacos.bindings.nope.port}", "refers to nothing")]
    [InlineData("nacos.env.MODE", "a } b", "a lone brace")]
    [InlineData("nacos.env.MODE", "a {{{{ b }}}}", "four braces")]
    [InlineData("nacos-token.inputs", null, "nothing asks for its value")]
    [InlineData("nacos-token.inputs.value.default", "{\"value\":\"x\"}", "a secret with a default value")]
    [InlineData("nacos-token.inputs.value.default.generate.special", null, "special characters")]
    [InlineData("node-1.build.dockerfile", "../docker/none/Dockerfile", "there is no ../docker/none/Dockerfile")]
    [InlineData("node-1.build.args.BASE_IMAGE", "{nacos.bindings.http.host}", "neither a literal nor a parameter")]
    [InlineData("node-1.args", "[\"{nacos.connectionString}\"]", "a secret in args")]
    [InlineData("node-1.bindings", "{\"grpc\":{\"scheme\":\"tcp\",\"targetPort\":8500},\"rest\":{\"scheme\":\"tcp\",\"targetPort\":8501}}", "grpc before rest")]
    [InlineData("consumer-api.bindings.http.port", "8080", "a port on an http binding")]
    [InlineData("consumer-api.bindings.http.targetPort", "8081", "several external groups")]
    [InlineData("Consumer_Api", "{\"type\":\"value.v0\"}", "no name of a container app")]
    [InlineData("consumer--api", "{\"type\":\"value.v0\"}", "no name of a container app")]
    public void Broken_manifest_is_noticed(string where, string? value, string violation)
    {
        var manifest = JsonNode.Parse(PublishedFiles.ManifestSnapshot)!;
        var path = where.Split('.');
        var parent = path[..^1].Aggregate(manifest["resources"]!, (node, name) => node[name]!).AsObject();
        parent.Remove(path[^1]);
        if (value is not null)
        {
            parent[path[^1]] = value[0] == '[' || value.StartsWith("{\"", StringComparison.Ordinal) || value == "true" || int.TryParse(value, out _) ? JsonNode.Parse(value) : value;
        }

        Violations(manifest.ToJsonString()).ShouldContain(line => line.Contains(violation, StringComparison.Ordinal));
    }

    [Fact]
    public void Manifest_that_builds_nothing_is_noticed()
        => Violations("""{"resources":{"nacos":{"type":"container.v0","image":"nacos/nacos-server:v2.5.1"}}}""").ShouldBe(["nothing is built, so there is no registry to pull from"]);

    private static IReadOnlyList<string> Violations(string manifest)
    {
        using var document = JsonDocument.Parse(manifest);
        return AzdRules.Violations(document.RootElement, s_path);
    }
}
