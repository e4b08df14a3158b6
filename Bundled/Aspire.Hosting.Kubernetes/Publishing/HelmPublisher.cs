using System.Text.RegularExpressions;
using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>Writes a Helm chart, and the values of its secrets beside it.</summary>
internal static partial class HelmPublisher
{
    /// <summary>Beside the chart and not in it: a package of the chart must not hold it.</summary>
    private const string SecretsFile = "secrets.yaml";

    // With the slash it is the file beside the chart; without, templates of that name would be left out too. The other two are of a Compose project
    // that was published into the same folder, with the secrets of that.
    private const string Ignored = $"/{SecretsFile}\n/.env\n/docker-compose.yaml\n";

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
            await WriteAsync(context, Ignored, ".helmignore").ConfigureAwait(false);
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

    /// <summary>What somebody wrote into the file, and what was generated the last time, is kept as it is written there: a running cluster has it.</summary>
    private static async Task WriteSecretsAsync(ChartValues chart, string path, CancellationToken cancellationToken)
    {
        var existing = File.Exists(path) ? await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false) : "";
        var kept = SecretLine().Matches(existing).ToLookup(match => match.Groups["key"].Value, match => match.Groups["value"].Value);
        var made = new Dictionary<string, string>();
        foreach (var (key, parameter) in chart.Secrets.Where(secret => !kept.Contains(secret.Key)))
        {
            made[key] = await ChartValues.ValueAsync(parameter, cancellationToken).ConfigureAwait(false);
        }

        var yaml = new YamlWriter("\n").Map("secrets", secrets =>
        {
            foreach (var key in chart.Secrets.Keys)
            {
                _ = made.TryGetValue(key, out var value) ? secrets.Scalar(key, value) : secrets.Raw(key, kept[key].Last());
            }
        });
        await SecretFile.WriteAsync(path, yaml.ToString(), cancellationToken).ConfigureAwait(false);
    }

    private static async Task WriteAsync(PublishingStepContext context, string text, params string[] path)
    {
        var file = Path.Combine([context.OutputDirectory, .. path]);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, text, context.CancellationToken).ConfigureAwait(false);
    }

    /// <summary>A line with a value that is not empty, however it is quoted.</summary>
    [GeneratedRegex("""^ +(?<key>[A-Za-z0-9_]+): +(?!(""|'') *$)(?<value>\S.*?) *\r?$""", RegexOptions.Multiline)]
    private static partial Regex SecretLine();
}
