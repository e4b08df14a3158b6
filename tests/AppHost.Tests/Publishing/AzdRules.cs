using System.Text.Json;
using System.Text.RegularExpressions;

namespace Rollcall.AppHost.Tests.Publishing;

/// <summary>What azd refuses, or accepts and then breaks at deployment, seen from the manifest.</summary>
internal static partial class AzdRules
{
    private static readonly string[] s_types =
        ["project.v0", "project.v1", "container.v0", "container.v1", "dockerfile.v0", "parameter.v0", "value.v0", "annotated.string", "azure.bicep.v0", "azure.bicep.v1"];

    /// <summary>A sentence for each rule that a manifest breaks.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="path">Where it is: its paths are relative to that.</param>
    public static IReadOnlyList<string> Violations(JsonElement manifest, string path)
    {
        var resources = manifest.GetProperty("resources").EnumerateObject().ToArray();
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return
        [
            .. resources.SelectMany(resource => OfResource(resource.Name, resource.Value, folder)),
            .. AzdExpressions.Violations(resources),
            .. resources.Any(resource => Text(resource.Value, "type") is "project.v0" or "project.v1" || resource.Value.TryGetProperty("build", out _))
                ? Array.Empty<string>()
                : ["nothing is built, so there is no registry to pull from"],
        ];
    }

    private static IEnumerable<string> OfResource(string name, JsonElement resource, string folder)
    {
        if (!ResourceName().IsMatch(name) || name.Contains("--", StringComparison.Ordinal))
        {
            yield return $"{name}: no name of a container app";
        }

        if (resource.TryGetProperty("error", out _))
        {
            yield return $"{name}: an error entry";
        }

        if (!s_types.Contains(Text(resource, "type")))
        {
            yield return $"{name}: type {Text(resource, "type")} is not accepted";
        }

        if (resource.TryGetProperty("entrypoint", out _) && !resource.TryGetProperty("args", out _))
        {
            yield return $"{name}: an entrypoint without args is dropped";
        }

        if (resource.TryGetProperty("bindMounts", out _) || resource.TryGetProperty("volumes", out _))
        {
            yield return $"{name}: mounts become empty shares over the files of the image";
        }

        if (resource.TryGetProperty("build", out var build) && !File.Exists(Path.GetFullPath(Text(build, "dockerfile")!, folder)))
        {
            yield return $"{name}: there is no {Text(build, "dockerfile")}";
        }

        foreach (var violation in OfBindings(name, resource).Concat(OfInputs(name, resource)))
        {
            yield return violation;
        }
    }

    private static IEnumerable<string> OfBindings(string name, JsonElement resource)
    {
        if (!resource.TryGetProperty("bindings", out var list))
        {
            yield break;
        }

        var bindings = list.EnumerateObject().ToArray();
        foreach (var binding in bindings)
        {
            var http = Text(binding.Value, "scheme") is "http" or "https";
            var target = Number(binding.Value, "targetPort");
            if (http && binding.Value.TryGetProperty("port", out _))
            {
                yield return $"{name}.{binding.Name}: a port on an http binding";
            }

            if (!http && target is null)
            {
                yield return $"{name}.{binding.Name}: tcp without a targetPort";
            }

            if (!http && Number(binding.Value, "port") is { } port && port != target)
            {
                yield return $"{name}.{binding.Name}: clients get port {port}, the app listens on {target}";
            }

            if (!http && IsExternal(binding.Value))
            {
                yield return $"{name}.{binding.Name}: external and not http";
            }
        }

        if (bindings.Where(binding => IsExternal(binding.Value)).Select(binding => Number(binding.Value, "targetPort")).Distinct().Count() > 1)
        {
            yield return $"{name}: several external groups";
        }

        var order = bindings.Select(binding => binding.Name).ToList();
        if (order.Contains("rest") && order.Contains("grpc") && order.IndexOf("rest") > order.IndexOf("grpc"))
        {
            yield return $"{name}: grpc before rest would be the main ingress";
        }
    }

    private static IEnumerable<string> OfInputs(string name, JsonElement resource)
    {
        if (!resource.TryGetProperty("inputs", out var inputs))
        {
            if (Text(resource, "type") == "parameter.v0")
            {
                yield return $"{name}: nothing asks for its value, so no template defines it";
            }

            yield break;
        }

        foreach (var input in inputs.EnumerateObject().Select(input => input.Value))
        {
            if (!input.TryGetProperty("default", out var @default))
            {
                continue;
            }

            if (@default.TryGetProperty("value", out _))
            {
                if (input.TryGetProperty("secret", out var secret) && secret.GetBoolean())
                {
                    yield return $"{name}: a secret with a default value";
                }

                if (name.Contains('-'))
                {
                    yield return $"{name}: a dash in the name and a default value make invalid bicep";
                }
            }
            else if (@default.TryGetProperty("generate", out var generate) && !(generate.TryGetProperty("special", out var special) && !special.GetBoolean()))
            {
                yield return $"{name}: generated with special characters, which break quotes";
            }
        }
    }

    private static bool IsExternal(JsonElement binding) => binding.TryGetProperty("external", out var external) && external.GetBoolean();

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static int? Number(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetInt32() : null;

    [GeneratedRegex("^[a-z][a-z0-9-]{0,30}[a-z0-9]$")]
    private static partial Regex ResourceName();
}
