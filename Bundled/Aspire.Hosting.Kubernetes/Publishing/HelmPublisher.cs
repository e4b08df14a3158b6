using System.Text.RegularExpressions;
using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>Writes a Helm chart, and the values of its secrets beside it.</summary>
internal static partial class HelmPublisher
{
    /// <summary>Beside the chart and not in it: a package of the chart must not hold it.</summary>
    private const string SecretsFile = "secrets.yaml";

    public static async Task WriteAsync(KubernetesEnvironmentResource environment, PublishingStepContext context)
    {
        if (environment.DashboardEnabled)
        {
            throw new DistributedApplicationException($"This build of Aspire.Hosting.Kubernetes does not publish the dashboard: call WithDashboard(false) on '{environment.Name}'.");
        }

        var values = new ChartValues();
        var objects = new ChartObjects(environment, context.ExecutionContext, values);
        foreach (var resource in context.Model.Resources.Where(ChartObjects.HasObjects))
        {
            foreach (var (file, text) in await objects.OfAsync(resource, context.CancellationToken).ConfigureAwait(false))
            {
                await WriteAsync(context, text, "templates", ChartValue.ObjectName(resource), file).ConfigureAwait(false);
            }
        }

        await values.FillInAsync(context.CancellationToken).ConfigureAwait(false);
        await WriteAsync(context, values.ToYaml(), "values.yaml").ConfigureAwait(false);
        await WriteAsync(context, ChartYaml(environment.Chart), "Chart.yaml").ConfigureAwait(false);
        if (values.Secrets.Count > 0)
        {
            // With the slash it is the one beside the chart; without, the templates of that name would be left out too.
            await WriteAsync(context, $"/{SecretsFile}\n", ".helmignore").ConfigureAwait(false);
            await WriteSecretsAsync(values, Path.Combine(context.OutputDirectory, SecretsFile), context.CancellationToken).ConfigureAwait(false);
        }
    }

    private static string ChartYaml(HelmChartOptions chart) => new YamlWriter("\n")
        .Scalar("apiVersion", "v2")
        .Scalar("name", chart.Name)
        .Scalar("version", chart.Version)
        .Scalar("appVersion", chart.Version)
        .Scalar("description", chart.Description)
        .Scalar("type", "application")
        .ToString();

    /// <summary>What somebody wrote into the file, and what was generated the last time, is kept: a running cluster has it.</summary>
    private static async Task WriteSecretsAsync(ChartValues values, string path, CancellationToken cancellationToken)
    {
        var existing = File.Exists(path) ? await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false) : "";
        var kept = SecretLine().Matches(existing).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        var secrets = new Dictionary<string, string>();
        foreach (var (key, parameter) in values.Secrets)
        {
            secrets[key] = kept.GetValueOrDefault(key) is { Length: > 0 } value ? value : await ChartValues.ValueAsync(parameter, cancellationToken).ConfigureAwait(false);
        }

        await File.WriteAllTextAsync(path, new YamlWriter("\n").Strings("secrets", secrets).ToString(), cancellationToken).ConfigureAwait(false);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private static async Task WriteAsync(PublishingStepContext context, string text, params string[] path)
    {
        var file = Path.Combine([context.OutputDirectory, .. path]);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, text, context.CancellationToken).ConfigureAwait(false);
    }

    [GeneratedRegex("""^ +([A-Za-z0-9_]+): "?([^"\n\\]*)"? *$""", RegexOptions.Multiline)]
    private static partial Regex SecretLine();
}
